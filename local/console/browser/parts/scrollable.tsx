import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A box whose content may be larger than it is: then the keyboard reaches it, and scrolls it. */
export function Scrollable({ class: name, children }: { class: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  const measure = () => {
    const { scrollWidth = 0, clientWidth = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    setOverflows(scrollWidth > clientWidth || scrollHeight > clientHeight);
  };
  useEffect(() => {
    const resized = new ResizeObserver(measure);
    if (box.current) resized.observe(box.current);
    return () => resized.disconnect();
  }, []);
  // Its content may have changed with whatever has drawn it anew.
  useEffect(measure);
  return (
    <div ref={box} class={name} tabIndex={overflows ? 0 : undefined}>
      {children}
    </div>
  );
}
