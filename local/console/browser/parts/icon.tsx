/** Outlines on a grid of 24, drawn with the text's colour. */
const PATHS = {
  brand: "M5 4h4l10 16h-4.500l-3.500-6-3.500 6H4l5.200-9.200L7 7H5z",
  overview: "M4 4h7v7H4zM13 4h7v4h-7zM13 11h7v9h-7zM4 14h7v6H4z",
  dashboard: "M4 19V5M4 19h16M8 15l4-5 3 3 5-7",
  alarms: "M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4",
  faults: "M13 3 5 14h6l-1 7 8-11h-6z",
  traces: "M4 6h9M7 12h10M11 18h9",
  logs: "M5 5h14M5 10h14M5 15h9M5 20h6",
  functions: "M7 4h3l7 16h-3M10 12l-4 8",
  data: "M4 6c0-1.700 3.600-3 8-3s8 1.300 8 3-3.600 3-8 3-8-1.300-8-3zM4 6v12c0 1.700 3.600 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400",
  dark: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  snow: "M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text that says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} fill={name === "brand" ? "currentColor" : "none"} />
    </svg>
  );
}
