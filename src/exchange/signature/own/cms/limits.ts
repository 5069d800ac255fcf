/** Signers of one document; the most that a form of the platform asks for is two. */
export const signersMax = 16;
/** Algorithms of digest that a container announces; no more are known here. */
export const digestAlgorithmsMax = 8;
/** Algorithms that one document is hashed by for its signers and stamps. */
export const contentDigestsMax = 3;
/** A signature value; that of RSA with 8 192 bits has as many bytes. */
export const signatureBytesMax = 1_024;
/** Attributes of one signer, signed or not; a CAdES-A has some fifteen. */
export const attributesMax = 64;
export const attributeValuesMax = 16;
/** Certificates that come along with a signature. */
export const certificatesMax = 64;
/** Answers and lists that come along. */
export const revocationValuesMax = 32;
/** Time stamps of one kind on one signature. */
export const timeStampsMax = 4;
/** Those for whom one envelope is made. */
export const recipientsMax = 64;
