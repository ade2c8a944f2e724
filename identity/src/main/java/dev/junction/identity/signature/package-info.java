/// AWS Signature Version 4, the receiving side: finds the signature of a request, rebuilds what
/// must have been signed and compares.
///
/// [dev.junction.identity.signature.SignatureInput] reads the `Authorization` header or the
/// `X-Amz-*` query parameters, [dev.junction.identity.signature.SignatureVerifier] checks them
/// against a secret, [dev.junction.identity.signature.AuthenticationFailure] says what was wrong in
/// the words of the protocol. Nothing here knows where secrets come from. Source: IAM User Guide,
/// "AWS Signature Version 4 for API requests"; for chunked bodies Amazon S3 API Reference,
/// "Signature calculations: transferring payload in multiple chunks".
@NullMarked
package dev.junction.identity.signature;

import org.jspecify.annotations.NullMarked;
