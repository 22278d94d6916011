/** What the business counts of a service's answers, by route key and status. */
export type ServiceMetrics = Readonly<
  Record<string, Readonly<Record<number, ServiceMetric | undefined>> | undefined>
>;

export interface ServiceMetric {
  readonly name: string;
  readonly unit: "Count" | "Bytes";
}

/** The names of metrics, each once. */
export function metricNames(metrics: ServiceMetrics): string[] {
  const all = Object.values(metrics).flatMap((byStatus) => Object.values(byStatus ?? {}));
  return [...new Set(all.flatMap((metric) => metric?.name ?? []))];
}
