import type { ReactNode } from "react";

// Our own strokes on a 16-unit square: lucide's components are client components, and an icon on a server page must not ship code.
const strokes = {
  calendar: <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" />,
  chart: <path d="M2.5 13.5h11M4 13V8M8 13V3M12 13V6" />,
  check: <path d="M3 8.5l3.3 3.3L13 4.8" />,
  clipboard: <path d="M6 3H3v11h10V3h-3M6 3V1.8h4V3zM5.5 8.5l1.7 1.7L10.5 7" />,
  clock: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 1.6" />,
  coin: <path d="M2 4h12v8H2zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z" />,
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  document: <path d="M4 2h5.5L12 4.5V14H4zM6 7.5h4M6 10h4" />,
  download: <path d="M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10" />,
  upload: <path d="M8 11V3M4.5 6.5L8 3l3.5 3.5M3 13.5h10" />,
  eye: (
    <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z" />
  ),
  folder: <path d="M2 4h4l1.5 2H14v7.5H2z" />,
  gear: (
    <path d="M10.2 8a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4" />
  ),
  home: <path d="M2 8l6-5 6 5M4 7v6.5h8V7" />,
  inbox: <path d="M2 9l2-6h8l2 6v4.5H2zM2 9h3.5l1 2h3l1-2H14" />,
  map: <path d="M2 4l4-1.5 4 1.5 4-1.5v9.5L10 13.5 6 12 2 13.5zM6 2.5V12M10 4v9.5" />,
  more: <path d="M3 8h.1M8 8h.1M13 8h.1" strokeWidth={3} />,
  offline: <path d="M1.8 6.8a9 9 0 0 1 12.4 0M4.3 9.3a5.4 5.4 0 0 1 7.4 0M8 12.5h.1M3 2.5l10 11" />,
  pencil: <path d="M3 13l.6-2.8L10.8 3 13 5.2l-7.2 7.2z" />,
  report: <path d="M3 2.5h10v11H3zM5.5 6h5M5.5 8.5h5M5.5 11h3" />,
  return: <path d="M6 4L2.5 7.5 6 11M3 7.5h6.5a3.5 3.5 0 0 1 0 6.5H7" />,
  run: <path d="M5 3.5v9l7-4.5z" />,
  search: <path d="M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5L14 14" />,
  square: <path d="M4 4h8v8H4z" fill="currentColor" />,
  warn: <path d="M8 2.2L14.5 13.5h-13zM8 6.5v3.3M8 11.7v.1" />,
  ban: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM3.8 3.8l8.4 8.4" />,
  plus: <path d="M8 3v10M3 8h10" />,
  people: (
    <path d="M8.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 13.5c.3-3 2-4.5 4.5-4.5s4.2 1.5 4.5 4.5M10.5 2.7a2.5 2.5 0 0 1 0 4.6M11.5 9.2c1.8.5 2.8 2 3 4.3" />
  ),
  flag: <path d="M3.5 14V2.5M3.5 3h9l-2 3 2 3h-9" />,
  target: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z" />,
  history: <path d="M2.5 8A5.5 5.5 0 1 0 4 4.2L2.5 5.8M2.5 2.5v3.3h3.3M8 5v3.2l2 1.3" />,
  scales: <path d="M8 2.5v11M4.5 13.5h7M2.5 4.5h11M4 4.5l-2 5h4zM12 4.5l-2 5h4z" />,
  left: <path d="M10 3L5 8l5 5" />,
  right: <path d="M6 3l5 5-5 5" />,
  down: <path d="M3 6l5 5 5-5" />,
  camera: <path d="M2 5h3l1.3-2h3.4L11 5h3v8H2zM10.4 8.8a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0z" />,
  place: (
    <path d="M8 14.5c3-3.4 4.5-5.8 4.5-7.9a4.5 4.5 0 1 0-9 0c0 2.1 1.5 4.5 4.5 7.9zM9.6 6.5a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0z" />
  ),
  phone: <path d="M4.5 1.5h7v13h-7zM7.3 12.3h1.4" />,
  send: <path d="M8 13.5v-11M4 6.5l4-4 4 4" />,
  server: <path d="M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  clip: <path d="M13 7.5l-5.3 5.3a3 3 0 0 1-4.3-4.3l5.6-5.6a2 2 0 0 1 2.9 2.9l-5.4 5.4a1 1 0 0 1-1.4-1.4l4.9-4.9" />,
  user: <path d="M10.8 5.3a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM2.5 14c.4-3.2 2.4-4.7 5.5-4.7s5.1 1.5 5.5 4.7" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof strokes;

/** Decoration beside words; where it stands alone, `label` says it. */
export function Icon({ name, label, className = "i" }: { name: IconName; label?: string; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={className} role="img" aria-label={label} aria-hidden={label ? undefined : true}>
      {strokes[name]}
    </svg>
  );
}

/** The terraces, with the gold of the top one. */
export function Mark() {
  return (
    <svg viewBox="0 0 26 22" fill="none" strokeWidth="2.5" aria-hidden="true">
      <path d="M9 4h8" stroke="#F2B705" />
      <path d="M6 9.5h14M3 15h20M0 20.5h26" stroke="#DCE7EF" />
    </svg>
  );
}
