/** The limit of `inspect`, in characters; far more than OSS accepts. */
export const maxUrlLength = 65_536;
