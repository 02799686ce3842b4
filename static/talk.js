// The talk and its agreement: what is typed is never lost on the way, and the beacon never disturbs.
(function () {
  "use strict";

  const form = document.querySelector("form[data-keep]");

  // A list without a marked choice shows its first one.
  const firstShown = (list) => Math.max(0, [...list.options].findIndex((one) => one.defaultSelected));

  const isTouched = (field) => {
    if (field.type === "hidden") return false;
    // A page that came back with what was not saved starts from those words.
    if (field.closest("[data-unsaved]")) return true;
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.options) return field.selectedIndex !== firstShown(field);
    return "defaultValue" in field && field.value !== field.defaultValue;
  };
  const hasUnsaved = () => form && [...form.elements].some(isTouched);

  let isLeaving = false;

  if (form) {
    form.addEventListener("submit", () => { isLeaving = true; });

    // A link to another step saves first, and the server leads on from there.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-step]");
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
      if (!link || !isPlain || !form.elements.to || !hasUnsaved()) return;
      event.preventDefault();
      form.elements.to.value = link.dataset.step;
      form.requestSubmit(document.querySelector("[data-save]"));
    });

    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving && !window.referenceledelse.isLeaving && hasUnsaved()) event.preventDefault();
    });
    window.addEventListener("pageshow", () => {
      isLeaving = false;
      if (form.elements.to) form.elements.to.value = "";
    });
  }

  // The beacon tells quietly that it cannot reach the other; it moves neither focus nor text.

  const frame = document.querySelector("[data-beacon]");
  if (!frame) return;
  const lost = frame.querySelector("[data-beacon-lost]");

  frame.addEventListener("htmx:sendError", (event) => {
    event.stopPropagation();
    lost.hidden = false;
  });
  frame.addEventListener("htmx:beforeSwap", (event) => {
    lost.hidden = true;
    const { xhr } = event.detail;
    if (xhr.status < 400 && !window.referenceledelse.isSignIn(xhr)) return;
    event.stopPropagation();
    event.detail.shouldSwap = false;
    lost.hidden = false;
  });

  // What the other wrote comes into the fields that the reader has not touched.

  const fieldsOf = (name) => {
    const found = form.elements[name];
    return found instanceof RadioNodeList ? [...found] : [found];
  };

  // What is behind a press comes out when there is something to see there.
  const unfold = (place) => { place.closest("details")?.setAttribute("open", ""); };

  form?.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.querySelector?.(".saved-meeting, .saved-refused")) unfold(target);
  });

  function bring({ text: name, value, seen }) {
    const known = form.elements[`seen_${name}`];
    if (!known || known.value === seen) return;
    const fields = fieldsOf(name);
    const place = fields[0].closest("[data-autosave]");
    const passed = (place.dataset.passed || "").split(" ");
    if ("saving" in place.dataset || passed.includes(seen)) return;
    if (fields.some((field) => isTouched(field) || field === document.activeElement)) return;
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.defaultChecked = field.value === value;
      else field.value = field.defaultValue = value;
    }
    place.dataset.passed = `${place.dataset.passed || ""} ${known.value}`;
    known.value = seen;
    if (value) unfold(place);
  }

  // Both see the same step: a reader who is not writing goes along.

  const follow = document.getElementById("follow-along");
  const UNFOLLOWED = "referenceledelse:stay";
  follow.checked = sessionStorage.getItem(UNFOLLOWED) !== form?.id;
  follow.closest("[data-follow-choice]").hidden = false;
  follow.addEventListener("change", () => {
    if (follow.checked) sessionStorage.removeItem(UNFOLLOWED);
    else sessionStorage.setItem(UNFOLLOWED, form?.id);
    goAlong();
  });

  const isWriting = () => document.activeElement?.matches("textarea, input:not([type=checkbox])");

  // Who opens another step on purpose stays there until the other moves on.
  const left = frame.querySelector("[data-follow]")?.dataset.step;

  function goAlong() {
    const link = frame.querySelector("[data-follow]");
    if (!link || link.dataset.step === left || isLeaving || !follow.checked || isWriting() || hasUnsaved()) return;
    isLeaving = true;
    location.assign(link.href);
  }

  function keepUp() {
    if (form) for (const text of frame.querySelectorAll("[data-text]")) bring(text.dataset);
    goAlong();
  }

  frame.addEventListener("htmx:afterSettle", keepUp);
  form?.addEventListener("focusout", () => window.setTimeout(keepUp, 0));
})();
