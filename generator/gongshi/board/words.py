"""The fixed lists of words that the model knows, each in English and Chinese."""

from __future__ import annotations

from gongshi.board.base import Word


class Nothing(Word):
    """Says outright that there is none."""

    NONE = "none", "无"


class Default(Word):
    """Says outright that what the board says applies."""

    DEFAULT = "default", "默认"


class StationKind(Word):
    """What a station is."""

    POLICE = "police", "派出所"
    TRAFFIC = "traffic", "交警"
    FIRE = "fire", "消防"
    ONE_STOP = "one-stop", "综合窗口"
    MARKET_REGULATION = "market-regulation", "市场监管所"
    TAX = "tax", "税务所"
    POWER = "power", "供电所"
    LAND = "land", "自然资源所"
    CIVIL_AFFAIRS = "civil-affairs", "民政"
    JUSTICE = "justice", "司法所"
    SOCIAL_SECURITY = "social-security", "社保所"
    HEALTH = "health", "卫健"
    FORESTRY = "forestry", "林业站"
    AGRICULTURE = "agriculture", "农业农村"
    WATER = "water", "水务"
    TRANSPORT = "transport", "交通运输"
    URBAN_MANAGEMENT = "urban-management", "城管"
    VETERANS = "veterans", "退役军人服务站"
    OTHER = "other", "其他"


class Nature(Word):
    """In what capacity a station acts.

    An enterprise has no administrative review and no administrative fee.
    """

    ORGAN = "organ", "机关"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "企业"


class Weekday(Word):
    """A day of the week."""

    MON = "mon", "周一"
    TUE = "tue", "周二"
    WED = "wed", "周三"
    THU = "thu", "周四"
    FRI = "fri", "周五"
    SAT = "sat", "周六"
    SUN = "sun", "周日"


class ContactKind(Word):
    """How an appointment is made."""

    PHONE = "phone", "电话"
    WEB = "web", "网页"
    APP = "app", "手机应用"
    WECHAT = "wechat", "微信"
    COUNTER = "counter", "窗口"
    OTHER = "other", "其他"


class LeaderRole(Word):
    """Who answers, in three steps."""

    FIRST = "first", "第一责任人"
    SUPERVISING = "supervising", "分管领导"
    DIRECT = "direct", "具体责任人"


class Holder(Word):
    """One of the two people of a post."""

    A = "a", "A岗"
    B = "b", "B岗"


class Handling(Word):
    """Whether a matter is done at once or within a promised time."""

    IMMEDIATE = "immediate", "即办件"
    COMMITTED = "committed", "承诺件"


class ProcedureType(Word):
    """What kind of administrative act a procedure is; each kind has its own required fields."""

    LICENCE = "licence", "行政许可"
    CONFIRMATION = "confirmation", "行政确认"
    BENEFIT = "benefit", "行政给付"
    REWARD = "reward", "行政奖励"
    RULING = "ruling", "行政裁决"
    LEVY = "levy", "行政征收"
    INSPECTION = "inspection", "行政检查"
    PENALTY = "penalty", "行政处罚"
    OTHER_POWER = "other-power", "其他行政权力"
    PUBLIC_SERVICE = "public-service", "公共服务"


class Level(Word):
    """At which level the power is exercised."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "镇级"


class Audience(Word):
    """Whom a procedure serves."""

    PERSON = "person", "自然人"
    BUSINESS = "business", "企业法人"
    INSTITUTION = "institution", "事业法人"
    ORGANISATION = "organisation", "社会组织"
    ORGAN = "organ", "行政机关"


class MaterialForm(Word):
    """In what form a material is handed in."""

    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"
    ORIGINAL_AND_COPY = "original-and-copy", "原件和复印件"
    ORIGINAL_OR_COPY = "original-or-copy", "原件或复印件"
    ELECTRONIC = "electronic", "电子件"


class MaterialSource(Word):
    """Where a material comes from."""

    APPLICANT = "applicant", "申请人自备"
    GOVERNMENT = "government", "政府部门核发"
    THIRD_PARTY = "third-party", "第三方出具"


class Need(Word):
    """Whether a material must be there at the start."""

    REQUIRED = "required", "必要"
    OPTIONAL = "optional", "非必要"
    LATER = "later", "容缺后补"


class End(Word):
    """How a procedure ends."""

    GRANTED = "granted", "办结"
    REFUSED = "refused", "不予办理"
    WITHDRAWN = "withdrawn", "撤回"
    FILED = "filed", "归档"
    TRANSFERRED = "transferred", "移送"


class ChannelKind(Word):
    """By which way a citizen reaches a procedure."""

    COUNTER = "counter", "窗口"
    ONLINE = "online", "网上"
    APP = "app", "手机应用"
    WECHAT = "wechat", "微信"
    SELF_SERVICE = "self-service", "自助终端"
    MAIL = "mail", "邮寄"
    PHONE = "phone", "电话"
    HOME_VISIT = "home-visit", "上门"


class Start(Word):
    """From when a limit runs."""

    ACCEPTED = "accepted", "受理"
    APPLIED = "applied", "申请"


class FeeNature(Word):
    """What a charge is."""

    ADMINISTRATIVE = "administrative", "行政事业性收费"
    OPERATING = "operating", "经营服务性收费"
    TAX = "tax", "税"


class OutcomeKind(Word):
    """What the citizen is handed at the end."""

    CERTIFICATE = "certificate", "证照"
    APPROVAL = "approval", "批文"
    DOCUMENT = "document", "文书"
    PAYMENT = "payment", "款项"
    RECORD = "record", "登记记录"
    OTHER = "other", "其他"


class Delivery(Word):
    """How the outcome reaches the citizen."""

    COLLECT = "collect", "窗口领取"
    MAIL = "mail", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"


class Join(Word):
    """Where parallel ways meet, all of them must have arrived."""

    ALL = "all", "全部"


class State(Word):
    """Whether a station or a procedure is in use."""

    ACTIVE = "active", "正常"
    SUSPENDED = "suspended", "暂停"
    RETIRED = "retired", "废止"


class CitationStatus(Word):
    """Whether a cited document is in force."""

    IN_FORCE = "in-force", "现行有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"


class FoundBy(Word):
    """Who found a problem."""

    EVALUATION = "evaluation", "民主评议"
    SUPERVISOR = "supervisor", "行风监督员"
    INSPECTION = "inspection", "明察暗访"
    COMPLAINT = "complaint", "投诉"
    SELF_CHECK = "self-check", "自查"


class CheckResult(Word):
    """What a check on the spot found."""

    PASS = "pass", "合格"
    FAIL = "fail", "不合格"
    NOT_CHECKED = "not-checked", "未查"


class SpotPoint(Word):
    """What a lay supervisor looks at on a visit."""

    PHONE_ANSWERED = "phone-answered", "电话有人接"
    TOLD_AS_PUBLISHED = "told-as-published", "电话里说的和公示一样"
    APPOINTMENT_KEPT = "appointment-kept", "预约得上"
    COMPLAINT_LINE_ANSWERED = "complaint-line-answered", "投诉电话有人接"
    ON_TIME = "on-time", "按时开门"
    NOTICE_CURRENT = "notice-current", "墙上公示是最新的"
    FEES_POSTED = "fees-posted", "收费标准上墙"
    SUPERVISION_POSTED = "supervision-posted", "监督电话和意见箱在明处"
    FIRST_CONTACT = "first-contact", "首问负责"
    BADGE_WORN = "badge-worn", "佩戴工牌"
    B_PRESENT = "b-present", "B岗在岗"
    SINGLE_COVERED = "single-covered", "单人岗有人顶"
    QUEUE_WITHIN_LIMIT = "queue-within-limit", "排队没有超时"
    ONE_TIME_NOTICE = "one-time-notice", "一次性告知"
    NOTICE_GIVEN = "notice-given", "一次性告知单交到手里"
    RECEIPT_GIVEN = "receipt-given", "收件给回执"
    PROOF_NOT_ASKED = "proof-not-asked", "没有要不用开的证明"
    SHARED_NOT_ASKED = "shared-not-asked", "免提交的材料没有再要"
    STEP_TIMED = "step-timed", "环节没有超时"
    FEES_AS_PUBLISHED = "fees-as-published", "收费和公示一样"
    VISITS_AS_PUBLISHED = "visits-as-published", "跑的次数和公示一样"
    PROMISE_TIMED = "promise-timed", "承诺的时限做到了"
    LIMIT_KEPT = "limit-kept", "在承诺时限内办结"
    RECTIFICATION_DONE = "rectification-done", "整改做到了"


class BulletinKind(Word):
    """What a bulletin tells."""

    INSPECTION = "inspection", "明察暗访"
    EXEMPLAR = "exemplar", "先进典型"
    EVALUATION = "evaluation", "评议公告"
    VACANCY = "vacancy", "竞争上岗公示"
    HONOUR = "honour", "表彰"
    ACCOUNTABILITY = "accountability", "责任追究通报"
    CONSULTATION = "consultation", "征求意见"
    ANNOUNCEMENT = "announcement", "通知公告"
