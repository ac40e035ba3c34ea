# The credentials that every side sends; the static server does not look at them.
$token = 't' * 128
$account = [pscredential]::new('benchmark-application-key', (ConvertTo-SecureString $token -AsPlainText -Force))
$headers = @{ 'Application-Key' = 'benchmark-application-key'; Authorization = $token; Accept = 'application/json' }
