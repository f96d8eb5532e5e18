/** Why a server cannot be reached, and what helps. */
export const network = [
  // http/Failures
  'Cannot reach {0}: no connection within {1}.',
  'Check the address, and whether a firewall, VPN or proxy stands between.',
  '{0} did not begin to answer within {1}.',
  'Try again; a local model may still be loading.',
  'Cannot reach {0}: there is no such host.',
  'Check the address for a typing error, and your network or VPN connection.',
  'Cannot reach {0}: the connection was refused.',
  "Check the proxy's address in http.proxy, HTTPS_PROXY or HTTP_PROXY.",
  'Check that the server is running, and the host and port of the base URL.',
  'The proxy {0} refused a connection to {1}.',
  'Ask who runs the proxy to allow it, or add the host to the hosts reached without a proxy.',
  'The connection to {0} broke before the answer was complete.',
  "Try again; if it stays so, look at the server's own log.",
  'The certificate of {0} has expired.',
  "Ask who runs the server to renew it, and check this computer's clock.",
  'The certificate of {0} is not valid yet.',
  "Check this computer's clock.",
  'The certificate of {0} was issued by an authority that is not trusted here.',
  "If it is your company's or your own, name its certificate file (PEM) in openLLM.network.caFiles, SSL_CERT_FILE or NODE_EXTRA_CA_CERTS.",
  'The certificate of {0} is for another host name.',
  'Use the host name that the certificate was issued for.',
  '{0} does not speak TLS.',
  'Write the base URL with http:// instead of https://.',
  'No secure connection to {0} could be made.',
  "Check that the base URL's port speaks https, and whether a proxy or firewall stands between.",
  'The header {0} cannot be sent: its name is reserved, or its value holds characters that HTTP does not allow.',
  'Look for a line break or a letter outside ASCII in the key or header, and enter it again.',
  'The request was cancelled.',
  '{0} sent nothing for {1}, so the answer was given up.',
  'The proxy {0} wants a user name and a password.',
  'Write them into its address: http://user:password@host:port.',
  // http/CertificateStores
  'The certificate file {0} cannot be read, so its authorities are not trusted.',
  'The certificate file {0} holds no certificates in PEM form, so it is ignored.',
  'The certificate authorities of Windows cannot be read, so only those of Java and of configured files are trusted.',
  // http/LineReader
  'The provider sent a line of more than 64 MiB; the answer was dropped.',
  // http/Proxies
  "The proxy's address is not a URL.",
  'The proxy is of kind {0}, and only http proxies can be used.',
  "The proxy's address names no host.",
  'Write it as http://host:port in http.proxy, HTTPS_PROXY or HTTP_PROXY, or exclude the host by NO_PROXY.',
  // http/Target
  'The base URL is not an address that can be asked.',
  'Write it as http://host:port/path or https://host/path.',
  // http/Trust
  'Certificates of servers are not checked, because strict TLS is switched off in the settings. Anyone between here and a provider can read keys and conversations.',
  // http/UnpackedBody
  '{0} says that its answer is compressed, but it cannot be unpacked.',
  'Try again; if it stays so, look at the proxies and gateways on the way.',
] as const;
