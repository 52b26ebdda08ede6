/** Tables of a detection that the choice of cards reads; the rest of it is not what is tried here. */
const tables = ['audience', 'supersededBy'];

/** Whether a change of it is one that no test can see. */
function isWithoutEffect(path) {
  if (!path.isExpression()) return false;
  const text = path.toString();
  const isTest = path.key === 'test' && path.parentPath.isConditionalExpression();
  return (
    // Quiet times that are looked up for nothing, and a look-up that is always made where it matters.
    (isTest && path.parentPath.toString().startsWith('why === undefined ? checkQuiet(')) ||
    text === 'decision?.kind' ||
    // No clinician is found under undefined, and a text is a role neither of here nor of today.
    (isTest && text.startsWith('user.kind === ')) ||
    (text === '[]' && path.getFunctionParent()?.node.id?.name === 'rolesOf')
  );
}

const isOfCards = (program) =>
  program.body.some((one) => one.type === 'ImportDeclaration' && one.source.value.startsWith('../detectors/'));
const isDetector = (node) => node?.type === 'CallExpression' && node.callee.name === 'detector';

function isOutsideOfTables(path) {
  if (path.parentPath?.isProgram()) return !isDetector(path.node.declaration?.declarations?.[0]?.init);
  return path.key !== 'key' && isDetector(path.parentPath?.parent) && !tables.includes(path.node.key?.name);
}

function shouldIgnore(path) {
  const program = path.findParent((one) => one.isProgram())?.node;
  if (program === undefined) return undefined;
  if (isOfCards(program)) return isWithoutEffect(path) ? 'no test can see it' : undefined;
  return isOutsideOfTables(path) ? 'no table of the choice' : undefined;
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'scope', value: { shouldIgnore } }];
