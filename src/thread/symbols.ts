/** The part of a canvas path that a symbol needs (d3-path has it). */
interface Path {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  closePath(): void;
}

/** A symbol of a given area in square pixels, as Plot draws it. */
interface Symbol {
  draw(path: Path, area: number): void;
}

const radiusOf = (area: number) => Math.sqrt(area / Math.PI);

/** Telephone and video: a circle whose left half alone is full, by the even-odd rule of the style sheet. */
const halfCircle: Symbol = {
  draw: (path, area) => {
    const radius = radiusOf(area);
    path.moveTo(radius, 0);
    path.arc(0, 0, radius, 0, 2 * Math.PI);
    path.moveTo(0, -radius);
    path.arc(0, 0, radius, -Math.PI / 2, Math.PI / 2);
    path.closePath();
  },
};

/** A loss: †. */
const dagger: Symbol = {
  draw: (path, area) => {
    const size = radiusOf(area);
    path.rect(-size / 6, -size, size / 3, 2.4 * size);
    path.rect(-size * 0.7, -size * 0.5, 1.4 * size, size / 3);
  },
};

/** A clinician has left: the end of a line. */
const end: Symbol = {
  draw: (path, area) => {
    const size = radiusOf(area);
    path.rect(-size, -size / 8, size, size / 4);
    path.rect(0, -1.6 * size, size / 3, 3.2 * size);
  },
};

/**
 * The symbol of each kind of mark. Shapes carry the meaning, so that it survives greyscale print and does
 * not depend on seeing colours (WCAG 2.2, 1.4.1); the names are Plot's own.
 */
export const symbols = {
  seen: 'circle',
  remote: halfCircle,
  team: 'square',
  booked: 'circle',
  missed: 'times',
  emergency: 'triangle',
  relapse: 'diamond',
  loss: dagger,
  left: end,
} as const;
