<#
.SYNOPSIS
    Imports contacts from a CSV file, unattended: in a scheduled task, cron, systemd or a CI job.
.DESCRIPTION
    Exit codes:
      0  All rows are contacts now.
      1  Some rows were rejected. They are in customers.rejected.csv beside customers.csv, with ErrorId and Reason.
      2  The job failed: no file, no connection, credentials that are not accepted, or a wrong parameter. Or the job was stopped by an
         error: the last line says how many rows were created until then.
      3  The outcome of some rows is unknown. They are in customers.unknown.csv. Check them before you import them again, because
         importing them again could create them twice. There may be rejected rows as well.

    The last line says how many rows were created, rejected and unknown. If it is missing, the job did not reach its end. If PowerShell
    cannot run this file at all, it ends with 1 itself.

    Each run replaces the two files. Like the CSV, they contain personal data. The key and the token are written nowhere.

    Credentials: the PSCredential in -AccountPath, else -Secret, else the environment variables
    CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION. There is no parameter for the token, because other users can see command lines.
.PARAMETER Path
    The CSV file. Give each row an ExternalId, so that no contact can be created twice.
.PARAMETER ExternalDataProperty
    Columns that are sent as additional fields: City,LoyaltyPoints. A list, or one text separated by commas, because pwsh -File passes no lists.
.PARAMETER MapPath
    A .psd1 file that names the columns of the fields: @{ ExternalId = 'CustomerNo'; Email = 'Mail'; City = { $_.Town.Trim() } }
.PARAMETER Delimiter
    The delimiter of the file. Default: a comma. A Polish or German Excel writes ';'.
.PARAMETER Encoding
    The file's encoding, as Import-Csv takes it. Default: UTF8. For an older Excel: windows-1250, or Default in Windows PowerShell.
.PARAMETER LogPath
    A file that gets a line for each run: the counts, or why the job failed. A scheduled task of Windows keeps no output of a job.
.PARAMETER AccountPath
    A PSCredential that Export-Clixml wrote under the same account on the same machine. Only on Windows: on other systems it is not encrypted.
.PARAMETER Secret
    The name of a PSCredential in SecretManagement. The vault must open without a password.
.PARAMETER Vault
    The vault that contains the secret. Default: all vaults are searched.
.PARAMETER BaseUri
    The base URI of the service. Default: CONTACTSPS_BASE_URI, else the service's own address.
.PARAMETER Module
    The module to import: a name, or the path of ContactsPS.psd1.
#>
# No parameter is mandatory: a missing one would end the job with 1 before it can end with 2.
param(
    [string] $Path,
    [string[]] $ExternalDataProperty,
    [string] $MapPath,
    [string] $Delimiter = ',',
    [string] $Encoding = 'UTF8',
    [string] $LogPath,
    [string] $AccountPath,
    [string] $Secret,
    [string] $Vault,
    [string] $BaseUri,
    [string] $Module = 'ContactsPS'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# The rows of an error, with its id and message.
function Get-FailedRow($Failure) {
    foreach ($row in $Failure.TargetObject | Where-Object { $null -ne $_ }) {
        $line = [ordered]@{}
        foreach ($column in $row.PSObject.Properties) { $line[$column.Name] = $column.Value }
        $line['ErrorId'] = ($Failure.FullyQualifiedErrorId -split ',')[0]
        $line['Reason'] = "$Failure"
        [pscustomobject]$line
    }
}

# Converts a map to parameters of New-Contact: a script block for each field, and one for all additional fields.
function ConvertTo-Parameter($Map, $Columns) {
    $fields = 'Email', 'PhoneNumber', 'ExternalId', 'FirstName', 'LastName', 'CompanyName', 'CreatedAt', 'AddToGroup'
    $parameters = @{}
    $data = @()
    foreach ($field in $Map.Keys) {
        $source = $Map[$field]
        # Import-PowerShellDataFile wraps a script block in another one.
        if ($source -is [scriptblock]) { $code = "$(& $source)" }
        elseif ($Columns -contains $source) { $code = "`$_.'$($source -replace "'", "''")'" }
        else { throw "The map reads $field from the column '$source', which does not exist; the columns are: $($Columns -join ', ')" }
        if ($fields -contains $field) { $parameters[$field] = [scriptblock]::Create($code) }
        else { $data += "'$($field -replace "'", "''")' = `$($code)" }
    }
    if ($data) { $parameters.ExternalData = [scriptblock]::Create("@{ $($data -join '; ') }") }
    $parameters
}

$created = 0
$failures = @()
$why = $null
$code = 0
try {
    if ($args) { throw "Unknown parameter: $args" }
    if (-not $Path) { throw 'The parameter -Path is missing. Give a CSV file, for example -Path customers.csv' }
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if (-not [IO.File]::Exists($file)) { throw "The file $file does not exist." }
    $rejectedFile = [IO.Path]::ChangeExtension($file, 'rejected.csv')
    $unknownFile = [IO.Path]::ChangeExtension($file, 'unknown.csv')
    [IO.File]::Delete($rejectedFile)
    [IO.File]::Delete($unknownFile)

    Import-Module $Module
    $account = @{}
    if ($BaseUri) { $account.BaseUri = $BaseUri }
    if ($AccountPath) { $account.Credential = Import-Clixml -Path $AccountPath }
    elseif ($Secret) { $account.Secret = $Secret }
    else { $account.FromEnvironment = $true }
    if ($Vault) { $account.Vault = $Vault }
    Connect-ContactService @account
    # The warning says why. It contains no key and no token.
    if (-not (Test-ContactConnection -WarningAction SilentlyContinue -WarningVariable reason)) { throw "$reason" }

    $import = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failures'; Confirm = $false }
    if ($ExternalDataProperty) { $import.ExternalDataProperty = $ExternalDataProperty -split ',' }
    $reading = @{ LiteralPath = $file; Delimiter = $Delimiter; Encoding = $Encoding }
    if ($MapPath) {
        $first = Import-Csv @reading | Select-Object -First 1
        if ($first) { $import += ConvertTo-Parameter (Import-PowerShellDataFile -LiteralPath $MapPath) @($first.PSObject.Properties.Name) }
    }
    Import-Csv @reading | New-Contact @import | ForEach-Object { $created++ }
}
catch {
    # cron mails standard error, the journal keeps it, and a CI job shows it.
    [Console]::Error.WriteLine("import-contacts: $_")
    $why = "$_"
    $code = 2
}

$unknown = @($failures | Where-Object FullyQualifiedErrorId -like 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
$rejected = @($failures | Where-Object FullyQualifiedErrorId -notlike 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
if ($code -eq 2 -and (Get-Module ContactsPS)) {
    # The job was stopped: these requests were sent and have no response.
    $unknown += @(Get-ContactConnection | ForEach-Object { $_.LastRun.Results } | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input)
}
if ($rejected) {
    $rejected | Export-Csv -Path $rejectedFile -NoTypeInformation -Encoding UTF8
    if ($code -eq 0) { $code = 1 }
}
if ($unknown) {
    $unknown | Export-Csv -Path $unknownFile -NoTypeInformation -Encoding UTF8
    $code = 3
}

$line = "import-contacts: $created created, $($rejected.Count) rejected, $($unknown.Count) unknown"
if ($LogPath) {
    $now = [DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture)
    $log = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LogPath)
    foreach ($said in @($why | Where-Object { $_ }) + "exit code ${code}: $line") { [IO.File]::AppendAllText($log, "${now}Z $said" + [Environment]::NewLine) }
}
$line
exit $code
