"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import type { Option } from "@/app/ui/combobox";
import type { Choices, Row } from "../transfer";
import { Grid } from "./grid";
import { cellsOf, type GridPage } from "./pages";

type Props = {
  pages: readonly GridPage[];
  choices: Choices;
  receivers: Map<string, Option>;
  onWaiting: (count: number) => void;
};

/** The tables of a decision, one at a time: the one that was picked, or else the first that holds something. */
export function Division({ pages, ...rest }: Props) {
  const [picked, setPicked] = useState<string>();
  const rows = (useWatch({ name: "transfers" }) ?? []) as Row[];
  const page =
    pages.find(({ key }) => key === picked) ?? pages.find((each) => cellsOf(rows, each).size > 0) ?? pages[0];
  return page && <Grid key={page.key} page={page} pages={pages} onPage={setPicked} {...rest} />;
}
