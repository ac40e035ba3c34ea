<#
.SYNOPSIS
    Keeps the account in step with a file while nobody watches: in a scheduled task, cron or systemd.
.DESCRIPTION
    Exit codes:
      0  Every row is a contact as the file says, and with -Prune nobody else is.
      1  Some rows are not: they stand in customers.rejected.csv beside customers.csv, with ErrorId and Reason.
         Or the report, the log or the mail's body was not written.
      2  Nothing could be done: no file, no connection, a token that is not accepted, a wrong parameter, another run that has not ended.
         Or -Prune refused to remove anybody. Or the job had to stop on the way: the last line tells how far it came.
      3  Of some rows nobody knows whether they were changed. They stand in customers.unknown.csv. There may be rejected rows as well.
         The next run reads the account and finds out.
      4  With -PlanAbove: the plan changes more contacts than that, so nothing was changed. It stands in customers.plan.clixml. Look at it,
         and apply exactly that plan with -ApplyPlan, or run the job again for a new one.

    The last line tells what was done. Where it is missing, the job did not get to its end: PowerShell itself ends with 1 where it
    cannot run this file at all.

    Beside customers.csv it leaves
      customers.sync.log      a few lines a night with the time in UTC: counts and error ids, nobody's data. It grows; rotate it.
      customers.sync.txt      the body of a mail: what was done, and where the rest lies. Nobody's data.
      customers.rejected.csv  and customers.unknown.csv: rows, and so personal data; only this account may read them. Made anew by each run.
      customers.opted-out.csv who opted out at the service and not in the file. Personal data.
      customers.plan.clixml   with -PlanAbove, the plan. customers.done.txt: what was changed, a line of Clixml each, written while it is done,
                              so that a run that was stopped can be undone too. Both hold personal data; only this account may read them.
      customers.sync.lock     kept open while a run lasts, so that no second one begins. It may stay: an unheld lock locks nobody out.

    Who may come in: the PSCredential in -AccountPath, else the -Secret, else the environment variables
    CONTACTSPS_APPLICATION_KEY and CONTACTSPS_AUTHORIZATION. There is no parameter for a token: command lines are seen by others.

    To send the mail, hand the body to what sends mail on your machine (samples/README.md). Send-MailMessage is obsolete.
.PARAMETER Path
    The file: CSV or JSON Lines, with .gz behind it compressed.
.PARAMETER ExternalDataProperty
    Columns that go into the additional fields: City,LoyaltyPoints. A list, or one text separated by commas, because pwsh -File passes no lists.
.PARAMETER MapPath
    A .psd1 that names the columns that fields come from: @{ ExternalId = 'CustomerNo'; Email = 'Mail'; City = { $_.Town.Trim() } }
.PARAMETER MatchOn
    By what a row and a contact are matched: ExternalId, Email, PhoneNumber or Id. Several are tried in order: ExternalId,Email. A list, or one text separated by commas. Default: ExternalId.
.PARAMETER Delimiter
    What parts the cells of a CSV. Default: a comma.
.PARAMETER Encoding
    The file's encoding. Default: UTF-8.
.PARAMETER PlanAbove
    Makes a plan first. If it creates, changes and removes more contacts than this, the job stops with 4; else the plan is applied.
.PARAMETER ApplyPlan
    Applies the plan of an earlier run with -PlanAbove, and reads no file. Contacts that changed since then are left alone (StalePlan).
.PARAMETER ManageGroup
    Groups whose members are what the column Group says: VIP,Newsletter, or * for all. With -PruneGroup members without a row leave them.
.PARAMETER ManageSubscription
    Channels whose opt-outs are what the column Unsubscribed says: email,sms,push, or * for all. Who opted out at the service and not in
    the file is written to customers.opted-out.csv, for the source to learn it. If an opt-out could not be sent, the exit code is not 0.
.PARAMETER Prune
    Removes contacts that the file does not have.
.PARAMETER MaximumPrunePercent
    The most that may be removed, in percent of the contacts that have a key; more ends the job with 2 before it changes anything. Default: 10.
.PARAMETER Partition
    A share of the work, such as 3/8: samples/scale-out.ps1 starts the job so. Its files are called customers.3-of-8.sync.log and so on.
.PARAMETER ThrottleLimit
    The most requests in flight. Default: 8.
.PARAMETER LogPath
    The log; default: beside the file.
.PARAMETER MailBodyPath
    The mail's body; default: beside the file.
.PARAMETER ReportPath
    Where Export-ContactReport writes its page, when the sync has ended. It reads the account once more; so without this there is none.
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
# Plain texts on purpose: what does not convert would end the job with 1 before it can say 2.
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

# What is told to everybody: no row's data goes in here.
function Add-LogLine($Text) {
    $line = "$([DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture))Z ${job}: $Text"
    if ($log) { [IO.File]::AppendAllText($log, $line + [Environment]::NewLine) }
}

# An empty file that only this account may read, before anything is in it.
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

# The rows that an error is about, with why they did not get there. A line that is no row has its number in Reason.
function Get-FailedRow($Failure) {
    foreach ($row in @($Failure.TargetObject)) {
        $line = [ordered]@{ ErrorId = ($Failure.FullyQualifiedErrorId -split ',')[0]; Reason = "$Failure" }
        foreach ($column in $row.PSObject.Properties) { $line[$column.Name] = $column.Value }
        [pscustomobject]$line
    }
}

function Export-Row($Rows, $File) {
    Initialize-PrivateFile $File
    # Of JSON Lines each row has its own columns.
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
    if ($args) { throw "This is no parameter: $args" }
    if (-not $Path) { throw 'Name the file: -Path customers.csv' }
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
    catch { throw "No lock, as where another run has not ended: $($_.Exception.InnerException.Message)" }
    Add-LogLine 'begins'
    if ($ApplyPlan -and -not [IO.File]::Exists($planFile)) { throw "There is no plan $planFile" }
    if (-not $ApplyPlan -and -not [IO.File]::Exists($file)) { throw "There is no file $file" }
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
    if (-not (Test-ContactConnection)) { throw 'The service does not answer, or does not take the credentials: see the warning.' }

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
    # A row without a key falls into no share, and every share meets it: the first one tells of it.
    $tellsKeyless = -not $Partition -or $Partition -match '^\s*1\s*/'
    $take = {
        if ("$($_.Action)" -eq 'OptedOut') { $optedOut.Add([pscustomobject]@{ Key = $_.Key; Id = $_.Id; Unsubscribed = $_.Changes[0].To -join ';' }) }
        if ("$($_.Action)" -ne 'Failed') { $counts["$($_.Action)"]++ }
        elseif ($null -ne $_.Key -or $tellsKeyless) { $null = $failures.Add($_.Error) }
        if ($_.Applied -and "$($_.Action)" -ne 'Unchanged') {
            # Text holds no line ends in Clixml: they stand between elements.
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
        # Rows that are not right are not in what is applied.
        $errorsSaid | ForEach-Object { $null = $failures.Add($_) }
        if ($size -gt [int]$PlanAbove) {
            $code = 4
            $notes += "The plan changes $size contacts, and nothing was changed: $planFile"
            Add-LogLine "a plan of $size changes is more than $PlanAbove"
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
        Add-LogLine ('{0} requests sent again, {1:0.0} s' -f $_.Retried, $_.Duration.TotalSeconds)
    }
}
catch {
    $code = 2
    $id = ($_.FullyQualifiedErrorId -split ',')[0]
    # Standard error is what cron mails and the journal keeps. What an error of a row says would name somebody, and stays out of the log.
    [Console]::Error.WriteLine("${job}: $_")
    $why = if ($isSyncing -and $id -notin 'PruneRefused', 'FileFailed', 'NoKey') { "stopped: $id" } else { "$_" }
    $notes += $why
    try { Add-LogLine $why }
    catch { [Console]::Error.WriteLine("${job}: no log: $_") }
}

if ($doneLines) { $doneLines.Dispose() }

# The files are another run's.
if ($null -eq $lock) { exit 2 }

try {
    $rejected = @($failures | Where-Object FullyQualifiedErrorId -notlike 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
    $unknown = @($failures | Where-Object FullyQualifiedErrorId -like 'OutcomeUnknown,*' | ForEach-Object { Get-FailedRow $_ })
    if ($code -eq 2 -and (Get-Module ContactsPS)) {
        # Stopped on the way: what was sent by then and has no answer.
        $unknown += @(Get-ContactConnection | ForEach-Object { $_.LastRun.Results } | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input)
    }
    if ($optedOut.Count) {
        Initialize-PrivateFile $optedOutFile
        $optedOut | Export-Csv -Path $optedOutFile -NoTypeInformation -Encoding UTF8
        $notes += "Opted out at the service, and not in the file: $optedOutFile"
    }
    if (Get-Module ContactsPS) { $openOptOuts = [long](Get-ContactConnection | ForEach-Object { $_.LastRun.OpenOptOuts } | Measure-Object -Sum).Sum }
    if ($openOptOuts) {
        $notes += "Opt-outs that are open: $openOptOuts. Nobody should get messages before the next run has sent them."
        Add-LogLine "$openOptOuts opt-outs are open"
        if ($code -eq 0) { $code = 1 }
    }
    if ($rejected) {
        Export-Row $rejected $rejectedFile
        $notes += "Rejected rows, with their reasons: $rejectedFile"
        if ($code -eq 0) { $code = 1 }
    }
    if ($unknown) {
        Export-Row $unknown $unknownFile
        $notes += "Rows of which nobody knows: $unknownFile"
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
            [Console]::Error.WriteLine("${job}: no report: $_")
            $notes += 'There is no report of this run: see the log.'
            Add-LogLine "no report: $(($_.FullyQualifiedErrorId -split ',')[0])"
            if ($code -eq 0) { $code = 1 }
        }
    }

    $line = '{0}: {1} created, {2} updated, {3} removed, {4} unchanged, {5} rejected, {6} unknown' -f
        $job, $counts.Created, $counts.Updated, $counts.Removed, $counts.Unchanged, $rejected.Count, $unknown.Count
    $byId = @{}
    foreach ($row in $rejected + $unknown) { $byId["$($row.ErrorId)"]++ }
    foreach ($id in $byId.Keys) { Add-LogLine "$($byId[$id]) $id" }
    Add-LogLine "ends with ${code}: $($line -replace '^[^:]*: ')"
    [IO.File]::WriteAllText($mailBody, (@($line, "It ended with $code.", '') + $notes + @("Log: $log", '') -join [Environment]::NewLine))
}
catch {
    [Console]::Error.WriteLine("${job}: $_")
    if ($code -eq 0) { $code = 1 }
}
finally { $lock.Dispose() }

$line
exit $code
