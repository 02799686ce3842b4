// What the pages do beyond htmx: focus, announcements, an expired session, a lost connection.
(function () {
  "use strict";

  const byId = (id) => document.getElementById(id);

  function announce(text) {
    const live = byId("live");
    live.textContent = "";
    // A region that is emptied and filled at once says nothing when the words are the same.
    window.setTimeout(() => { live.textContent = text; }, 50);
  }

  function showMessage(piece) {
    byId("messages").replaceChildren(piece);
    piece.tabIndex = -1;
    piece.focus();
  }

  // Focus and announcement after a swap

  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt;
    const find = (selector) =>
      swapped.matches(selector) ? swapped : swapped.querySelector(selector);
    const target = find("#error-summary") || find("[autofocus-after-swap]");
    if (target) {
      if (!target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
      target.focus();
    }
    const said = find("[data-announce]");
    if (said) announce(said.dataset.announce);
    const read = find("[data-announce-text]");
    if (read) announce(read.textContent.trim().replace(/\s+/g, " "));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#error-summary a[href^='#']");
    const field = link && byId(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".form-group") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Answers that are not the fragment that was asked for

  const DRAFT = "referenceledelse:draft";

  function fieldsWithText() {
    return [...document.querySelectorAll("main textarea[name], main input[type=text][name]")];
  }

  // Until the person is back from signing in, in this tab only, and for no one else.
  function keepDraft() {
    const texts = fieldsWithText().map((field) => [field.id, field.value]);
    const person = document.body.dataset.person;
    sessionStorage.setItem(DRAFT, JSON.stringify({ person, path: location.pathname, texts }));
  }

  function restoreDraft() {
    const person = document.body.dataset.person;
    const draft = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    if (!draft || !person) return;
    if (draft.person === person && draft.path !== location.pathname) return;
    sessionStorage.removeItem(DRAFT);
    if (draft.person !== person) return;
    for (const [id, text] of draft.texts) {
      const field = id && byId(id);
      if (field && field.value !== text) field.value = text;
    }
  }

  function signInAgain() {
    keepDraft();
    const next = encodeURIComponent(location.pathname + location.search);
    location.assign(`${document.body.dataset.login}?next=${next}`);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const path = new URL(xhr.responseURL || location.href, location.href).pathname;
    if (path === document.body.dataset.login && location.pathname !== path) {
      event.detail.shouldSwap = false;
      signInAgain();
      return;
    }
    if (xhr.status < 400) return;
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const refusal = page.querySelector("template[data-refusal]");
    if (refusal) {
      // The form with what was typed stays where it is; the reason comes above it.
      event.detail.shouldSwap = false;
      showMessage(refusal.content.firstElementChild);
    }
  });

  document.addEventListener("htmx:sendError", () => {
    showMessage(byId("connection-lost").content.firstElementChild.cloneNode(true));
  });

  // A page made for paper prints itself; without scripts the browser's own menu does

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A menu shuts when the reader goes elsewhere

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  restoreDraft();
})();
