export { ChartFigure, Twin } from "./figure";
export { type LineSeries, Lines } from "./lines";
export { PlanBars, type PlanRow } from "./plan-bars";
export { type BarTone, StackedBars, type StackRow, type StackSeries } from "./stacked-bars";
