const gap = 4;
const tallest = 340;

/**
 * Lays a list under its field, or over it where there is no room below, and keeps it there while anything
 * scrolls. It hangs at the end of the page or of the dialog, so that no table with a scrollbar cuts it off.
 */
export function layUnder(box: HTMLElement | null, field: HTMLElement | null): (() => void) | undefined {
  if (!box || !field) return undefined;
  const lay = () => {
    const at = field.getBoundingClientRect();
    const [below, above] = [innerHeight - at.bottom - gap, at.top - gap];
    const up = below < Math.min(tallest, box.scrollHeight) && above > below;
    // A dialog that was moved into the middle is what its fixed children are measured from.
    const around = box.parentElement;
    const inDialog = around && around !== document.body && getComputedStyle(around).transform !== "none";
    const from = inDialog ? around.getBoundingClientRect() : { left: 0, top: 0 };
    const scrolled = inDialog ? around.scrollTop : 0;
    const height = Math.min(tallest, up ? above - gap : below - gap);
    const set = (name: string, value: number) => box.style.setProperty(name, `${Math.round(value)}px`);
    set("width", Math.min(Math.max(at.width, 260), innerWidth - 16));
    set("max-height", height);
    set("left", Math.min(at.left, innerWidth - 8 - Math.max(at.width, 260)) - from.left);
    set("top", (up ? at.top - gap - Math.min(height, box.scrollHeight) : at.bottom + gap) - from.top + scrolled);
  };
  lay();
  const grown = new ResizeObserver(lay);
  grown.observe(box);
  window.addEventListener("scroll", lay, true);
  window.addEventListener("resize", lay);
  return () => {
    grown.disconnect();
    window.removeEventListener("scroll", lay, true);
    window.removeEventListener("resize", lay);
  };
}
