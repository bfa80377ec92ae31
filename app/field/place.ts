type Placed = { unitName: string; placeNames: string };

/** Where the work lies within its unit, when that says more than the unit does: "Lục Hồn" is no news beside "Xã Lục Hồn". */
export const placeWithin = ({ unitName, placeNames }: Placed): string =>
  unitName.endsWith(placeNames) ? "" : placeNames;
