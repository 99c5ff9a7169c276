/* A site opened straight from its folder: without a server an address that ends in a slash shows a list of files,
   so there every link names the page in it. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  /**
   * A link's address with the page that stands in the folder; the same where it names none of our folders.
   * @param {string} href
   */
  function withPage(href) {
    const [, path, rest] = /** @type {string[]} */ (/^([^?#]*)(.*)$/s.exec(href));
    const isOurs = path.endsWith("/") && !/^[a-z][a-z0-9+.-]*:/i.test(path);
    return isOurs ? `${path}index.html${rest}` : href;
  }

  gongshi.folderLinks = { withPage };
  if (!globalThis.document || globalThis.location.protocol !== "file:") return;

  for (const link of document.querySelectorAll("a[href]")) {
    link.setAttribute("href", withPage(link.getAttribute("href") ?? ""));
  }
})();
