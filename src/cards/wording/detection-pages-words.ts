type Texts<K extends string> = Readonly<Record<K, string>>;

/** `/detections` and `/detections/:code`: what stands there around the descriptions of the detections. */
export interface DetectionPagesWords
  extends Texts<
    | ('title' | 'all' | 'pages' | 'looksFor' | 'asCard' | 'fictional' | 'evidence' | 'grade' | 'notOn' | 'act')
    | ('settings' | 'notSet' | 'none' | 'code' | 'quoted')
  > {
  /** Titles of the families of the catalogue, by the letter of their marks. */
  readonly families: Texts<'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K'>;
}
