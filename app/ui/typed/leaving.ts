let meant = false;

/** Whoever has answered what becomes of the unsent is not asked again by the browser. */
export function leaveOnPurpose() {
  meant = true;
}

export const isLeavingOnPurpose = () => meant;
