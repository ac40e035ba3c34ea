<#
.SYNOPSIS
    Imports contacts from a CSV file while nobody watches: in a scheduled task, cron, systemd or a CI job.
.DESCRIPTION
    Exit codes:
      0  Every row is a contact now.
      1  Some rows are not. Each stands in customers.rejected.csv beside customers.csv, with ErrorId and Reason.
      2  Nothing could be done: no file, no connection, a token that is not accepted, a wrong parameter. Or the job had to stop
         on the way: the last line tells how many rows were created by then.
      3  Of some rows nobody knows whether they were created. They stand in customers.unknown.csv. Look at them before
         you import them again, or there may be two of them. There may be rejected rows as well.

    The last line tells how many rows were created, rejected and unknown. Where it is missing, the job did not get to its end:
    PowerShell itself ends with 1 where it cannot run this file at all.

    The two files are made anew by each run, and hold personal data as the CSV does. No key and no token is written anywhere.

    Who may come in: the PSCredential in -AccountPath, else the -Secret, else the environment variables
    CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION. There is no parameter for a token: command lines are seen by others.
.PARAMETER Path
    The CSV file. Give rows an ExternalId: then what was created cannot be created again.
.PARAMETER ExternalDataProperty
    Columns that go into the additional fields: City,LoyaltyPoints. A list, or one text separated by commas, because pwsh -File passes no lists.
.PARAMETER MapPath
    A .psd1 that names the columns that fields come from: @{ ExternalId = 'CustomerNo'; Email = 'Mail'; City = { $_.Town.Trim() } }
.PARAMETER Delimiter
    What separates the cells; default: a comma. A Polish or German Excel writes ';'.
.PARAMETER Encoding
    The file's encoding, as Import-Csv takes it; default: UTF8. For an older Excel: windows-1250, and Default in Windows PowerShell.
.PARAMETER LogPath
    A file that gets a line for each run: the counts, or why nothing could be done. A scheduled task of Windows keeps nothing of what a job prints.
.PARAMETER AccountPath
    A PSCredential that Export-Clixml wrote under the same account on the same machine. On Windows alone: elsewhere it is not encrypted.
.PARAMETER Secret
    The name of a PSCredential in SecretManagement. The vault has to open without being asked for a password.
.PARAMETER Vault
    The vault that holds the secret; default: every vault is searched.
.PARAMETER BaseUri
    Where the service is; default: CONTACTSPS_BASE_URI, else the service's own address.
.PARAMETER Module
    The module to import: a name, or the path of ContactsPS.psd1.
#>
# Plain parameters on purpose: a mandatory one that is missing would end the job with 1 before it can say 2.
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

# One row of the file, with why it did not get there.
function Get-FailedRow($Failure) {
    foreach ($row in $Failure.TargetObject | Where-Object { $null -ne $_ }) {
        $line = [ordered]@{}
        foreach ($column in $row.PSObject.Properties) { $line[$column.Name] = $column.Value }
        $line['ErrorId'] = ($Failure.FullyQualifiedErrorId -split ',')[0]
        $line['Reason'] = "$Failure"
        [pscustomobject]$line
    }
}

# What a map is as parameters of New-Contact: a script block for each field, and one for all additional fields.
function ConvertTo-Parameter($Map, $Columns) {
    $fields = 'Email', 'PhoneNumber', 'ExternalId', 'FirstName', 'LastName', 'CompanyName', 'CreatedAt', 'AddToGroup'
    $parameters = @{}
    $data = @()
    foreach ($field in $Map.Keys) {
        $source = $Map[$field]
        # A .psd1 gives a block within a block.
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
    if ($args) { throw "This is no parameter: $args" }
    if (-not $Path) { throw 'Name the CSV file: -Path customers.csv' }
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if (-not [IO.File]::Exists($file)) { throw "There is no file $file" }
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
    if (-not (Test-ContactConnection)) { throw 'The service does not answer, or does not take the credentials: see the warning.' }

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
    # Standard error is what cron mails, the journal keeps and a CI job shows.
    [Console]::Error.WriteLine("import-contacts: $_")
    $why = "$_"
    $code = 2
}

$unknown = @($failures | Where-Object FullyQualifiedErrorId -like 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
$rejected = @($failures | Where-Object FullyQualifiedErrorId -notlike 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
if ($code -eq 2 -and (Get-Module ContactsPS)) {
    # Stopped on the way: what was sent by then and has no answer.
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
    foreach ($said in @($why | Where-Object { $_ }) + "ends with ${code}: $line") { [IO.File]::AppendAllText($log, "${now}Z $said" + [Environment]::NewLine) }
}
$line
exit $code
