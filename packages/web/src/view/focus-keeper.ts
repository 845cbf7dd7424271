// Keeps the focus in the page when the element that has it goes away: browsers let it fall to the document, and the
// next Tab would start from the address bar. Knows no screen.

/** Begins to keep it. @param page - takes the focus over @returns a function that ends this */
export function keepFocus(page: HTMLElement): () => void {
  let last: Element | undefined;
  const follow = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : undefined;
  };
  const observer = new MutationObserver(() => {
    const isLost = last?.isConnected === false && document.activeElement === document.body;
    if (isLost) page.focus({ preventScroll: true });
  });
  page.addEventListener("focusin", follow);
  observer.observe(page, { childList: true, subtree: true });
  return () => {
    page.removeEventListener("focusin", follow);
    observer.disconnect();
  };
}
