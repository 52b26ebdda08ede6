import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** What a chart is called: ids of elements of the page. */
export interface ChartName {
  readonly labelledBy: string;
  readonly describedBy: string;
}

/** Widths in pixels in which each chart is drawn: for a page or paper, and for a phone. */
export const widths = { wide: 760, narrow: 340 } as const;
export type Width = keyof typeof widths;

/** A plot as SVG without style or script: the page's style sheet colours it by class. */
export function svgOf(options: Plot.PlotOptions, { labelledBy, describedBy }: ChartName, width: Width): string {
  const { document } = parseHTML('<!doctype html><body></body>');
  const svg = Plot.plot({ ...options, document, className: 'chart', width: widths[width] });
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const styled of svg.querySelectorAll('[style]')) styled.removeAttribute('style');
  // The drawing is one picture to a screen reader, and the table below has its numbers: its parts are not read out.
  for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', labelledBy);
  svg.setAttribute('aria-describedby', describedBy);
  svg.setAttribute('class', `chart ${width}`);
  svg.removeAttribute('font-family');
  svg.removeAttribute('font-size');
  return svg.outerHTML;
}

/** Both widths of a chart; the style sheet shows the one that fits. */
export function figureOf(draw: (width: Width) => string): string {
  return `<figure>${draw('wide')}${draw('narrow')}</figure>`;
}
