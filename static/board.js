// Ideas are dragged from column to column; the drop presses the card's own button for that stage,
// so that dragging, pressing and the keyboard go the same way.
(() => {
  "use strict";

  function begin(board) {
    if (!board || !window.Sortable || board.dataset.begun) return;
    board.dataset.begun = "yes";
    for (const list of board.querySelectorAll("[data-stage]")) {
      window.Sortable.create(list, {
        group: "ideas",
        sort: false,
        animation: 150,
        delay: 150,
        delayOnTouchOnly: true,
        draggable: "[data-card]",
        filter: "button, summary, form",
        preventOnFilter: false,
        ghostClass: "board-ghost",
        onEnd: (event) => drop(board, event),
      });
    }
  }

  function drop(board, event) {
    if (event.from === event.to) return;
    const way = event.item.querySelector(`[data-to="${event.to.dataset.stage}"]`);
    if (way) {
      way.click();
      if (way.matches("button")) return;
    } else {
      document.getElementById("live").textContent = board.dataset.refusal;
    }
    event.from.insertBefore(event.item, event.from.children[event.oldIndex] || null);
  }

  const find = () => begin(document.querySelector("[data-board]"));
  document.addEventListener("htmx:afterSettle", find);
  find();
})();
