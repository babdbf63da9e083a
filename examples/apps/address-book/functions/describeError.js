/** One sentence about an answer that is no success. */
function describeError(body, statusCode) {
  const errors = body && body.errors;
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.map((error) => `${error.field || 'The request'} ${error.message}`).join('; ');
  }
  return (body && body.message) || `The service answered with status ${statusCode}.`;
}
