import { SingleBar as Bar, type SingleBar } from 'cli-progress';

/** Says how far a run is. */
export interface Progress {
  begin(stage: Stage, steps: number): void;
  step(): void;
  end(): void;
}

export type Stage = 'sorting' | 'people' | 'cards';

const names: Readonly<Record<Stage, string>> = {
  sorting: 'Sorting rows by person',
  people: 'Reading people’s records',
  cards: 'Writing the sample of cards',
};
/** Without a terminal, a line each time as much more is done. */
const shareOfLine = 0.25;

/** A bar where there is a terminal, a few plain lines elsewhere; on standard error, so that a result can be piped. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  let current: SingleBar | undefined;
  return {
    begin: (stage, steps) => {
      const format = `${names[stage]} {bar} {percentage} % · {eta_formatted} left`;
      current = new Bar({ stream, format, hideCursor: true, barCompleteChar: '━', barIncompleteChar: '─' });
      current.start(steps, 0);
    },
    step: () => current?.increment(),
    end: () => current?.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let [name, steps, done, next] = ['', 0, 0, 0];
  return {
    begin: (stage, all) => {
      [name, steps, done, next] = [names[stage], all, 0, shareOfLine];
      stream.write(`${name}\n`);
    },
    step: () => {
      done += 1;
      if (done / steps < next) return;
      stream.write(`${name}: ${Math.floor((100 * done) / steps)} %\n`);
      next = Math.floor(done / steps / shareOfLine + 1) * shareOfLine;
    },
    end: () => {},
  };
}
