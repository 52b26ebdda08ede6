import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

// biome-ignore lint/suspicious/noExplicitAny: objects of Kubernetes are read by paths that the tests state
type KubernetesObject = any;

/** The objects of a file of docker/kubernetes. */
export function renderedObjects(file: string): readonly KubernetesObject[] {
  return parseAllDocuments(readFileSync(`docker/kubernetes/${file}`, 'utf8'))
    .map((one) => one.toJS())
    .filter((one) => one !== null);
}

/** The pod templates of objects, and pods themselves. */
export function podsOf(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.flatMap(({ kind, spec, metadata }) => {
    if (kind === 'Pod') return [{ metadata, spec }];
    if (kind === 'CronJob') return [spec.jobTemplate.spec.template];
    return spec?.template === undefined ? [] : [spec.template];
  });
}
