# The credentials that every side sends; the static server ignores them.
$token = 't' * 128
$account = [pscredential]::new('benchmark-application-key', [System.Net.NetworkCredential]::new('', $token).SecurePassword)
$headers = @{ 'Application-Key' = 'benchmark-application-key'; Authorization = $token; Accept = 'application/json' }
