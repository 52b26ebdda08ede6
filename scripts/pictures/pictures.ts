/** A picture of the README: its file's name, and its size in CSS pixels. */
export interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a picture for each CSS pixel, so that it is sharp on good screens. */
export const scale = 2;

export const cardPicture: Picture = { file: 'card.png', width: 864, height: 394 };
export const threadPicture: Picture = { file: 'thread.png', width: 1120, height: 800 };
