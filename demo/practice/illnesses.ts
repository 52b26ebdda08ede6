import type { Condition } from './person.ts';

export const asthma: Condition = ['195967001', 'Asthma'];
export const copd: Condition = ['13645005', 'Chronic obstructive pulmonary disease'];
export const diabetes: Condition = ['44054006', 'Type 2 diabetes mellitus'];
export const eczema: Condition = ['43116000', 'Eczema'];
export const gout: Condition = ['90560007', 'Gout'];
export const heartFailure: Condition = ['84114007', 'Heart failure'];
export const hypertension: Condition = ['38341003', 'Hypertension'];
export const hypothyroidism: Condition = ['40930008', 'Hypothyroidism'];
export const osteoarthritis: Condition = ['396275006', 'Osteoarthritis'];
