/** A value of type `T` that only its own parser can make: an account number is not any string. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
