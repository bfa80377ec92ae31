const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/coc_coc_browser/, "Cốc Cốc"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Firefox\/|FxiOS/, "Firefox"],
  [/Chrome\/|CriOS/, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux|X11/, "Linux"],
];

/** "Chrome, Windows" from what a browser says of itself; enough to know one's own devices by. */
export function deviceName(userAgent: string): string {
  const found = [browsers, systems].map((list) => list.find(([sign]) => sign.test(userAgent))?.[1]).filter(Boolean);
  return found.length ? found.join(", ") : userAgent.slice(0, 40) || "—";
}
