/** Papers that the evidence of a detection names, by first author and year, where they can be read. */
export const papers: Readonly<Record<string, string>> = {
  'Baker 2020': 'https://bjgp.org/content/70/698/e600',
  'Barker 2017': 'https://www.bmj.com/content/356/bmj.j84',
  'Burton 2024': 'https://database.inahta.org/article/32954',
  'Caines 2011': 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3157520',
  'Chaudhry 2007': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC2892745',
  'Delgado 2022': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC8803082',
  'den Boeft 2014': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC4052805',
  'Harris 1998': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC1313217',
  'Herbert 2019': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC6713517',
  'Hetlevik 2021': 'https://pubmed.ncbi.nlm.nih.gov/34857569',
  'McGorm 2010':
    'https://abdn.pure.elsevier.com/en/publications/patients-repeatedly-referred-to-secondary-care-with-symptoms-unex',
  'McQueenie 2019': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC6329132',
  'Pereira Gray 2018': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC6042583',
  'Pincavage 2012': 'https://pubmed.ncbi.nlm.nih.gov/22644462',
  'Renzi 2016': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC5046207',
  'Sabety 2021': 'https://jamanetwork.com/journals/jamainternalmedicine/fullarticle/2773066',
  'Sandvik 2022': 'https://bjgp.org/content/72/715/e84',
  'Tammes 2017': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC5683862',
  'Williamson 2021': 'https://pmc.ncbi.nlm.nih.gov/articles/PMC8224850',
};

/** A citation as evidence texts write it in any language: `Sabety, Jena and Barnett 2021`, `Sabety, Jena og Barnett 2021`. */
const citation =
  /\b(?!(?:In|En|Yn) )((?:den )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*)((?:, \p{Lu}[\p{L}-]+)*(?: (?:and|og|und|et|ac?|en) \p{Lu}[\p{L}-]+)?) (\d{4})/gu;

/** The citations of a text: as written, and first author and year. */
export function citationsIn(text: string): { readonly written: string; readonly key: string }[] {
  return [...text.matchAll(citation)].map(([written, author, , year]) => ({ written, key: `${author} ${year}` }));
}
