/** What a sentence says of a value nobody told: `{over, select, none {…} other {…}}` has a way without it. */
export const untold = {
  over: "none",
  free: "none",
  left: "none",
  line: "none",
  name: "none",
  found: "none",
  most: "none",
  norm: "none",
  least: "none",
  role: "none",
  asked: "none",
  names: "…",
};
