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

  const copyOf = (id) => byId(id).content.firstElementChild.cloneNode(true);

  const isWriting = () => Boolean(document.activeElement?.matches("textarea, input:not([type=checkbox], [type=radio])"));

  // Whether a person pressed something, rather than wrote or waited.
  const isPressed = (config) => ["submit", "click"].includes(config?.triggeringEvent?.type);

  // The focus never leaves one who writes: the letters that follow would be lost.
  function showMessage(piece, config) {
    byId("messages").replaceChildren(piece);
    piece.tabIndex = -1;
    if (isPressed(config) || !isWriting()) piece.focus();
  }

  // Focus and announcement after a swap

  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt;
    const find = (selector) =>
      swapped.matches(selector) ? swapped : swapped.querySelector(selector);
    const target = find("#error-summary") || find("[autofocus-after-swap]");
    if (target && (isPressed(event.detail.requestConfig) || !isWriting())) {
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

  // What autosave.js and talk.js ask here.
  const pages = { isLeaving: false, isSignIn, read, renew };
  window.referenceledelse = pages;

  function isSignIn(xhr) {
    const path = new URL(xhr.responseURL || location.href, location.href).pathname;
    return path === document.body.dataset.login && location.pathname !== path;
  }

  // The reason in a page that came instead of a fragment, and the token of a session begun anew.
  function read(xhr) {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    return {
      refusal: page.querySelector("template[data-refusal]")?.content.firstElementChild,
      token: page.querySelector("[data-fresh-token] [name=csrfmiddlewaretoken]")?.value,
    };
  }

  function renew(token) {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  }

  const DRAFT = "referenceledelse:draft";
  const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  const isChoice = (field) => ["checkbox", "radio"].includes(field.type);

  function fieldsOfForms() {
    const found = [...document.querySelectorAll("main :is(input, select, textarea)[name]")];
    return found.filter((field) => field.form?.method === "post" && !NOT_TYPED.includes(field.type));
  }

  function isChanged(field) {
    if (field.closest("[data-unsaved]")) return true;
    if (isChoice(field)) return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const options = [...field.options];
    const isMarked = options.some((one) => one.defaultSelected);
    return options.some((one, at) => one.selected !== (isMarked || field.multiple ? one.defaultSelected : at === 0));
  }

  function keyOf(field, all) {
    const same = all.filter((one) => one.name === field.name && one.form === field.form);
    const place = isChoice(field) ? field.value : same.indexOf(field);
    return [field.form.getAttribute("action"), field.name, place].join("\n");
  }

  const valueOf = (field) => {
    if (isChoice(field)) return field.checked;
    return field.options ? [...field.selectedOptions].map((one) => one.value) : field.value;
  };

  // Until the person is back from signing in, in this tab only, and for no one else.
  function keepDraft(isSent = false) {
    const all = fieldsOfForms();
    const values = all.filter(isChanged).map((field) => [keyOf(field, all), valueOf(field)]);
    const person = document.body.dataset.person;
    sessionStorage.setItem(DRAFT, JSON.stringify({ person, path: location.pathname, values, isSent }));
  }

  // Where the server did not answer at all, the way back is to the form, and to what was typed.
  document.addEventListener("submit", (event) => {
    const isOwn = document.body.dataset.person && event.target.closest("main");
    if (isOwn && !event.defaultPrevented && event.target.method === "post") keepDraft(true);
  });

  // A page that the form itself led to is the answer to it.
  function isAnswered(draft) {
    const [navigation] = performance.getEntriesByType("navigation");
    const from = document.referrer && new URL(document.referrer).pathname;
    return draft.isSent && from === draft.path && navigation.type !== "back_forward";
  }

  function putBack(field, value) {
    if (isChoice(field)) field.checked = value;
    else if (field.options) for (const one of field.options) one.selected = value.includes(one.value);
    else field.value = value;
    field.dataset.unsaved = "";
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function restoreDraft() {
    const person = document.body.dataset.person;
    const draft = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    if (!draft || !person) return;
    const isOver = draft.person !== person || isAnswered(draft);
    if (!isOver && draft.path !== location.pathname) return;
    sessionStorage.removeItem(DRAFT);
    if (isOver) return;
    const all = fieldsOfForms();
    const values = new Map(draft.values);
    const found = all.map((field) => [field, keyOf(field, all)]).filter(([, key]) => values.has(key));
    const missing = found.filter(([field, key]) => String(valueOf(field)) !== String(values.get(key)));
    for (const [field, key] of missing) putBack(field, values.get(key));
    // What saves itself is saved at once; of the rest the writer is told.
    if (missing.some(([field]) => !field.closest("[data-autosave]")) && !byId("kept")) {
      byId("messages").replaceChildren(copyOf("brought-back"));
    }
  }

  function signInAgain() {
    keepDraft();
    pages.isLeaving = true;
    const next = encodeURIComponent(location.pathname + location.search);
    location.assign(`${document.body.dataset.login}?next=${next}`);
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sign-in]")) return;
    event.preventDefault();
    signInAgain();
  });

  // The whole form, as without scripts: the server keeps it while the person signs in.
  function sendWhole(form, submitter) {
    keepDraft();
    pages.isLeaving = true;
    if (submitter?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed);
    }
    if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
    HTMLFormElement.prototype.submit.call(form);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig: config } = event.detail;
    const form = config.verb === "post" && config.elt.closest("form");
    const isForm = config.elt.matches("form");
    const submitter = isForm ? config.triggeringEvent?.submitter : config.elt.closest("button");
    if (isSignIn(xhr)) {
      event.detail.shouldSwap = false;
      if (!isPressed(config)) showMessage(copyOf("signed-out"), config);
      else if (form) sendWhole(form, submitter);
      else signInAgain();
      return;
    }
    if (xhr.status < 400) {
      if (form) delete form.dataset.renewed;
      return;
    }
    const { refusal, token } = read(xhr);
    if (token && form && isPressed(config) && !("renewed" in form.dataset)) {
      // The same person, signed in again in another tab: the press counts.
      event.detail.shouldSwap = false;
      renew(token);
      form.dataset.renewed = "";
      window.setTimeout(() => (isForm ? form.requestSubmit(submitter) : submitter?.click()), 50);
    } else if (refusal) {
      // The form with what was typed stays where it is; the reason comes above it.
      event.detail.shouldSwap = false;
      showMessage(refusal, config);
    } else if (isPressed(config)) {
      // A server in between answers with a page of its own.
      const piece = copyOf("connection-lost");
      if (xhr.status === 413) piece.querySelector(".alert-heading").textContent = byId("save-words").dataset.large;
      if (xhr.status >= 500 || xhr.status === 413) showMessage(piece, config);
    }
  });

  document.addEventListener("htmx:sendError", (event) => {
    showMessage(copyOf("connection-lost"), event.detail.requestConfig);
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
