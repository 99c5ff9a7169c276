"""What people type around the thing they look for, by language."""

FILLERS = {
    "zh": (
        "怎么办理 怎么办 怎么弄 怎么 怎样 咋办 咋 如何 该 请问 你好 您好 "
        "在哪里 在哪儿 在哪 去哪里 去哪儿 去哪 到哪里 到哪 哪里 哪儿 哪个部门 "
        "多少钱 收费吗 要钱吗 收钱吗 免费吗 多久 多长时间 几天 什么时候 "
        "需要什么材料 需要哪些材料 要什么材料 要哪些材料 带什么材料 带什么 什么材料 "
        "需要什么 需要 为什么 什么 哪些 可以吗 可不可以 可以 能不能 能否 是否 "
        "我想 我要 想要 我们 我家 自己 办理 去办 要办 想办 办 流程 手续"
    ),
    "en": (
        "a an and are can do does for get how i in is it me much must my need of on or our "
        "please the to want we what when where which who why with you your"
    ),
}
"""A question is searched again without these words, the longest first."""

PARTICLES = {"zh": "的了吗呢啊吧么呀给我你您他她想要在去到把被和与或是有不没就也都还能会让"}
"""Characters that say nothing: a pair with one of them that the board never uses is no miss."""
