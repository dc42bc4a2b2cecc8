/** What stands before a name, in small letters. */
export const TITLES: ReadonlySet<string> = new Set('mr mrs ms miss mx dr doc doctor prof professor mister missus madam herr frau fräulein señor señora señorita monsieur madame mademoiselle signor signora sr sra dott pan pani pani bay hanım lady rev reverend father captain sergeant officer judge mme mlle'.split(' '));
