<#
.SYNOPSIS
    Synchronizes the account with a file, unattended: in a scheduled task, cron or systemd.
.DESCRIPTION
    Exit codes:
      0  Every row is a contact as the file says, and with -Prune there are no other contacts.
      1  Some rows were rejected. They are in customers.rejected.csv beside customers.csv, with ErrorId and Reason.
         Or an opt-out was not sent, or the report, the log or the mail body was not written.
      2  The job failed: no file, no connection, credentials that are not accepted, a wrong parameter, or another run that is still active.
         Or -Prune refused to remove contacts. Or the job was stopped by an error: the last line says what was done until then.
      3  The outcome of some rows is unknown. They are in customers.unknown.csv. There may be rejected rows as well.
         The next run reads the account and settles them.
      4  Only with -PlanAbove: the plan has more changes than allowed, so nothing was changed. It is in customers.plan.clixml. Check it, and
         apply exactly this plan with -ApplyPlan, or run the job again to make a new one.

    The last line says what was done. If it is missing, the job did not reach its end. If PowerShell cannot run this file at all, it
    ends with 1 itself.

    Files beside customers.csv:
      customers.sync.log      A few lines for each run, with the time in UTC: counts and error ids, no personal data. It grows; rotate it.
      customers.sync.txt      The body of a mail: what was done, how many rows had which error, and the paths of the files. No personal data.
      customers.rejected.csv  and customers.unknown.csv: rows, so they contain personal data. Only this account can read them. Each run replaces them.
      customers.opted-out.csv Contacts that opted out at the service but not in the file. Personal data.
      customers.plan.clixml   With -PlanAbove, the plan. Personal data; only this account can read it.
      customers.done.txt      What was changed, one line of Clixml for each change. Each line is written at once, so that a stopped run can be
                              undone too. Personal data; only this account can read it.
      customers.sync.lock     Open during a run, so that no second run starts. The file can stay: only an open one blocks a run.

    Credentials: the PSCredential in -AccountPath, else -Secret, else the environment variables
    CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION. There is no parameter for the token, because other users can see command lines.

    To send the mail, pass the body to the mail program of your machine (samples/README.md). Send-MailMessage is obsolete.
.PARAMETER Path
    The file: CSV or JSON Lines, or either compressed with a name that ends in .gz.
.PARAMETER ExternalDataProperty
    Columns that are sent as additional fields: City,LoyaltyPoints. A list, or one text separated by commas, because pwsh -File passes no lists.
.PARAMETER MapPath
    A .psd1 file that names the columns of the fields: @{ ExternalId = 'CustomerNo'; Email = 'Mail'; City = { $_.Town.Trim() } }
.PARAMETER MatchOn
    The key that matches rows and contacts: ExternalId, Email, PhoneNumber or Id. Several are tried in order: ExternalId,Email. A list, or one text separated by commas. Default: ExternalId.
.PARAMETER Delimiter
    The delimiter of a CSV file. Default: a comma.
.PARAMETER Encoding
    The file's encoding. Default: UTF-8.
.PARAMETER PlanAbove
    Makes a plan first. If it creates, updates and removes more contacts than this number, the job ends with 4. Otherwise the plan is applied.
.PARAMETER ApplyPlan
    Applies the plan of an earlier run with -PlanAbove, and reads no file. Contacts that changed in the meantime are not changed (StalePlan).
.PARAMETER ManageGroup
    Groups whose members are what the column Group says: VIP,Newsletter, or * for all. With -PruneGroup, members without a row are taken out of them.
.PARAMETER ManageSubscription
    Channels whose opt-outs are what the column Unsubscribed says: email,sms,push, or * for all. Contacts that opted out at the service but not
    in the file are written to customers.opted-out.csv, so that the source can record it. If an opt-out was not sent, the exit code is not 0.
.PARAMETER Prune
    Removes contacts that are not in the file.
.PARAMETER MaximumPrunePercent
    The largest share of the contacts with a key that may be removed, in percent. If it is exceeded, the job ends with 2 before it changes anything. Default: 10.
.PARAMETER Partition
    A share of the work, such as 3/8. samples/scale-out.ps1 starts the job with it. The files are then called customers.3-of-8.sync.log and so on.
.PARAMETER ThrottleLimit
    The largest number of requests in flight. Default: 8.
.PARAMETER LogPath
    The log. Default: beside the file.
.PARAMETER MailBodyPath
    The mail body. Default: beside the file.
.PARAMETER ReportPath
    The page that Export-ContactReport writes after the sync. It reads the account once more. Default: no report.
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
# All parameters are text: a value that PowerShell cannot convert would end the job with 1 before it can end with 2.
param(
    [string] $Path,
    [string[]] $ExternalDataProperty,
    [string] $MapPath,
    [string[]] $MatchOn,
    [string] $Delimiter,
    [string] $Encoding,
    [string] $PlanAbove,
    [switch] $ApplyPlan,
    [string[]] $ManageGroup,
    [switch] $PruneGroup,
    [string[]] $ManageSubscription,
    [switch] $Prune,
    [string] $MaximumPrunePercent,
    [string] $Partition,
    [string] $ThrottleLimit,
    [string] $LogPath,
    [string] $MailBodyPath,
    [string] $ReportPath,
    [string] $AccountPath,
    [string] $Secret,
    [string] $Vault,
    [string] $BaseUri,
    [string] $Module = 'ContactsPS'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$job = if ($Partition) { "nightly-sync $Partition" } else { 'nightly-sync' }

function Resolve-FilePath($File) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($File) }

# Anyone may read the log: it must contain no data of a row.
function Add-LogLine($Text) {
    $line = "$([DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture))Z ${job}: $Text"
    if ($log) { [IO.File]::AppendAllText($log, $line + [Environment]::NewLine) }
}

# Creates the file empty and readable only by this account, before anything is written to it.
function Initialize-PrivateFile($File) {
    [IO.File]::WriteAllText($File, '')
    if ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) {
        [IO.File]::SetUnixFileMode($File, 'UserRead, UserWrite')
        return
    }
    # UNVERIFIED: this has not run on Windows.
    $rights = [Security.AccessControl.FileSecurity]::new()
    $rights.SetAccessRuleProtection($true, $false)
    $rights.AddAccessRule([Security.AccessControl.FileSystemAccessRule]::new([Security.Principal.WindowsIdentity]::GetCurrent().User, 'FullControl', 'Allow'))
    if ($PSVersionTable.PSEdition -eq 'Core') { [IO.FileSystemAclExtensions]::SetAccessControl([IO.FileInfo]::new($File), $rights) }
    else { [IO.FileInfo]::new($File).SetAccessControl($rights) }
}

# The rows of an error, with its id and message. If a line is not a row, Reason contains its number.
function Get-FailedRow($Failure) {
    foreach ($row in @($Failure.TargetObject)) {
        $line = [ordered]@{ ErrorId = ($Failure.FullyQualifiedErrorId -split ',')[0]; Reason = "$Failure" }
        foreach ($column in $row.PSObject.Properties) { $line[$column.Name] = $column.Value }
        [pscustomobject]$line
    }
}

function Export-Row($Rows, $File) {
    Initialize-PrivateFile $File
    # In JSON Lines, each row has its own columns.
    $columns = [Collections.Generic.List[string]]::new()
    foreach ($name in $Rows | ForEach-Object { $_.PSObject.Properties.Name }) {
        if ($columns -notcontains $name -and $name -notin 'ErrorId', 'Reason') { $columns.Add($name) }
    }
    $Rows | Select-Object -Property (@($columns) + 'ErrorId' + 'Reason') | Export-Csv -Path $File -NoTypeInformation -Encoding UTF8
}

$counts = @{ Created = 0; Updated = 0; Removed = 0; Unchanged = 0; Skipped = 0; OptedOut = 0 }
$failures = [Collections.Generic.HashSet[Management.Automation.ErrorRecord]]::new()
$optedOut = [Collections.Generic.List[object]]::new()
$openOptOuts = 0
$errorsSaid = @()
$notes = @()
$doneLines = $null
$lock = $null
$log = $null
$isSyncing = $false
$code = 0
try {
    if ($args) { throw "Unknown parameter: $args" }
    if (-not $Path) { throw 'The parameter -Path is missing. Give a file, for example -Path customers.csv' }
    $file = Resolve-FilePath $Path
    $stem = $file -replace '\.gz$' -replace '\.[^.\\/]*$'
    if ($Partition) { $stem = '{0}.{1}' -f $stem, ($Partition -replace '\s' -replace '[^\w]', '-of-') }
    $log = if ($LogPath) { Resolve-FilePath $LogPath } else { "$stem.sync.log" }
    $mailBody = if ($MailBodyPath) { Resolve-FilePath $MailBodyPath } else { "$stem.sync.txt" }
    $rejectedFile = "$stem.rejected.csv"
    $unknownFile = "$stem.unknown.csv"
    $optedOutFile = "$stem.opted-out.csv"
    $planFile = "$stem.plan.clixml"
    $doneFile = "$stem.done.txt"
    try { $lock = [IO.File]::Open("$stem.sync.lock", 'OpenOrCreate', 'ReadWrite', 'None') }
    catch { throw "The lock file cannot be opened; another run may still be active: $($_.Exception.InnerException.Message)" }
    Add-LogLine 'started'
    if ($ApplyPlan -and -not [IO.File]::Exists($planFile)) { throw "The plan $planFile does not exist." }
    if (-not $ApplyPlan -and -not [IO.File]::Exists($file)) { throw "The file $file does not exist." }
    [IO.File]::Delete($rejectedFile)
    [IO.File]::Delete($unknownFile)
    [IO.File]::Delete($optedOutFile)

    Import-Module $Module
    $account = @{}
    if ($BaseUri) { $account.BaseUri = $BaseUri }
    if ($AccountPath) { $account.Credential = Import-Clixml -Path $AccountPath }
    elseif ($Secret) { $account.Secret = $Secret }
    else { $account.FromEnvironment = $true }
    if ($Vault) { $account.Vault = $Vault }
    if ($ThrottleLimit) { $account.ThrottleLimit = $ThrottleLimit }
    Connect-ContactService @account
    # The warning says why. It contains no key and no token, so it can go into the mail.
    if (-not (Test-ContactConnection -WarningAction SilentlyContinue -WarningVariable reason)) { throw "$reason" }

    $sync = @{ Path = $file; Confirm = $false; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'errorsSaid'; InformationVariable = 'said' }
    if ($ExternalDataProperty) { $sync.ExternalDataProperty = $ExternalDataProperty -split ',' }
    $asked = @{
        MatchOn = @($MatchOn -split ',' | Where-Object { $_ }); Delimiter = $Delimiter; Encoding = $Encoding; MaximumPrunePercent = $MaximumPrunePercent; Partition = $Partition
    }
    if ($MapPath) { $sync.Map = Import-PowerShellDataFile -LiteralPath (Resolve-FilePath $MapPath) }
    foreach ($name in $asked.Keys) { if ($asked[$name]) { $sync[$name] = $asked[$name] } }
    if ($Prune) { $sync.Prune = $true }
    if ($ManageGroup) { $sync.ManageGroup = $ManageGroup -split ',' }
    if ($PruneGroup) { $sync.PruneGroup = $true }
    if ($ManageSubscription) { $sync.ManageSubscription = $ManageSubscription -split ',' }
    # A row without a key belongs to no share, but every share reads it: only the first one reports it.
    $reportsKeyless = -not $Partition -or $Partition -match '^\s*1\s*/'
    $take = {
        if ("$($_.Action)" -eq 'OptedOut') { $optedOut.Add([pscustomobject]@{ Key = $_.Key; Id = $_.Id; Unsubscribed = $_.Changes[0].To -join ';' }) }
        if ("$($_.Action)" -ne 'Failed') { $counts["$($_.Action)"]++ }
        elseif ($null -ne $_.Key -or $reportsKeyless) { $null = $failures.Add($_.Error) }
        if ($_.Applied -and "$($_.Action)" -ne 'Unchanged') {
            # Clixml escapes line breaks in text, so only those between elements are removed.
            $doneLines.WriteLine(([Management.Automation.PSSerializer]::Serialize($_, 8) -replace '\r?\n\s*'))
            $doneLines.Flush()
        }
    }
    Initialize-PrivateFile $doneFile
    $doneLines = [IO.StreamWriter]::new($doneFile)
    $isSyncing = $true
    $apply = @{ Confirm = $false; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'errorsSaid'; InformationVariable = 'said' }
    if ($MaximumPrunePercent) { $apply.MaximumPrunePercent = $MaximumPrunePercent }
    if ($ApplyPlan) {
        Import-Clixml -LiteralPath $planFile | Invoke-ContactChange @apply | ForEach-Object $take
        [IO.File]::Delete($planFile)
    }
    elseif ($PlanAbove) {
        Initialize-PrivateFile $planFile
        Sync-Contact @sync -WhatIf | Where-Object Action -ne Unchanged | Export-Clixml -LiteralPath $planFile
        foreach ($refusal in $errorsSaid | Where-Object FullyQualifiedErrorId -like 'PruneRefused,*') { throw $refusal }
        $plan = @(Import-Clixml -LiteralPath $planFile)
        $size = @($plan | Where-Object Action -in Created, Updated, Removed).Count
        # Rows with errors are not part of the plan that is applied.
        $errorsSaid | ForEach-Object { $null = $failures.Add($_) }
        if ($size -gt [int]$PlanAbove) {
            $code = 4
            $notes += "The plan has $size changes, and -PlanAbove allows $PlanAbove. Nothing was changed. Check the plan, and apply it with -ApplyPlan: $planFile"
            Add-LogLine "the plan has $size changes, and -PlanAbove allows $PlanAbove; nothing was changed"
        }
        else {
            $plan | Where-Object Action -eq OptedOut | ForEach-Object $take
            $plan | Invoke-ContactChange @apply | ForEach-Object $take
            [IO.File]::Delete($planFile)
        }
    }
    else { Sync-Contact @sync | ForEach-Object $take }
    $isSyncing = $false
    foreach ($refusal in $errorsSaid | Where-Object FullyQualifiedErrorId -like 'PruneRefused,*') { throw $refusal }
    $said | Where-Object Tags -contains 'ContactsPS.Summary' | ForEach-Object MessageData | ForEach-Object {
        Add-LogLine ('{0} requests retried, {1:0.0} s' -f $_.Retried, $_.Duration.TotalSeconds)
    }
}
catch {
    $code = 2
    $id = ($_.FullyQualifiedErrorId -split ',')[0]
    # cron mails standard error, and the journal keeps it. The message of a row's error contains personal data, so the log and the mail get only its id.
    [Console]::Error.WriteLine("${job}: $_")
    $why = if ($isSyncing -and $id -notin 'PruneRefused', 'FileFailed', 'NoKey') { "stopped by the error $id" } else { "$_" }
    $notes += $why
    try { Add-LogLine $why }
    catch { [Console]::Error.WriteLine("${job}: the log was not written: $_") }
}

if ($doneLines) { $doneLines.Dispose() }

# Without the lock, the files belong to another run.
if ($null -eq $lock) { exit 2 }

try {
    $rejected = @($failures | Where-Object FullyQualifiedErrorId -notlike 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
    $unknown = @($failures | Where-Object FullyQualifiedErrorId -like 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
    if ($code -eq 2 -and (Get-Module ContactsPS)) {
        # The job was stopped: these requests were sent and have no response.
        $unknown += @(Get-ContactConnection | ForEach-Object { $_.LastRun.Results } | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input)
    }
    if ($optedOut.Count) {
        Initialize-PrivateFile $optedOutFile
        $optedOut | Export-Csv -Path $optedOutFile -NoTypeInformation -Encoding UTF8
        $notes += "Contacts that opted out at the service but not in the file: $optedOutFile"
    }
    if (Get-Module ContactsPS) { $openOptOuts = [long](Get-ContactConnection | ForEach-Object { $_.LastRun.OpenOptOuts } | Measure-Object -Sum).Sum }
    if ($openOptOuts) {
        $notes += "Opt-outs that were not sent: $openOptOuts. Send no messages before the next run has sent them."
        Add-LogLine "$openOptOuts opt-outs were not sent"
        if ($code -eq 0) { $code = 1 }
    }
    if ($rejected) {
        Export-Row $rejected $rejectedFile
        $notes += "Rejected rows, with ErrorId and Reason: $rejectedFile"
        if ($code -eq 0) { $code = 1 }
    }
    if ($unknown) {
        Export-Row $unknown $unknownFile
        $notes += "Rows whose outcome is unknown: $unknownFile"
        $code = 3
    }

    if ($ReportPath -and $code -notin 2, 4) {
        try {
            if (-not (Get-Command Export-ContactReport -ErrorAction SilentlyContinue)) { throw 'This version of the module has no Export-ContactReport.' }
            $report = Resolve-FilePath $ReportPath
            $page = @{ Path = $report; Confirm = $false }
            if ([IO.File]::Exists($report)) { $page.Since = $report }
            Export-ContactReport @page
            $notes += "Report: $report"
        }
        catch {
            [Console]::Error.WriteLine("${job}: the report was not written: $_")
            $notes += "The report was not written: $(($_.FullyQualifiedErrorId -split ',')[0])"
            Add-LogLine "the report was not written: $(($_.FullyQualifiedErrorId -split ',')[0])"
            if ($code -eq 0) { $code = 1 }
        }
    }

    $line = '{0}: {1} created, {2} updated, {3} removed, {4} unchanged, {5} rejected, {6} unknown' -f
        $job, $counts.Created, $counts.Updated, $counts.Removed, $counts.Unchanged, $rejected.Count, $unknown.Count
    $byId = @{}
    foreach ($row in $rejected + $unknown) { $byId["$(if ($row.ErrorId) { $row.ErrorId } else { 'OutcomeUnknown' })"]++ }
    $errorCounts = @(foreach ($id in $byId.Keys | Sort-Object) { "$($byId[$id]) $id" })
    $errorCounts | ForEach-Object { Add-LogLine $_ }
    Add-LogLine "exit code ${code}: $($line -replace '^[^:]*: ')"
    if ($errorCounts) { $notes = @("Errors: $($errorCounts -join ', ')") + $notes }
    [IO.File]::WriteAllText($mailBody, (@($line, "Exit code: $code", '') + $notes + @("Log: $log", '') -join [Environment]::NewLine))
}
catch {
    [Console]::Error.WriteLine("${job}: $_")
    if ($code -eq 0) { $code = 1 }
}
finally { $lock.Dispose() }

$line
exit $code
