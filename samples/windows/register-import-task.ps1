<#
.SYNOPSIS
    Registers a scheduled task that imports contacts every night under a service account.
.DESCRIPTION
    UNVERIFIED: this was parsed, but not run on Windows. Run it once as an administrator. Running it again replaces the task.

    First store the credential, under the same account and on this machine, in one of two ways:
      - A file: save-credential.ps1 makes it. Export-Clixml encrypts the token with DPAPI, only for this account on this machine.
      - A secret of SecretManagement: use -Secret instead of -AccountPath in the action below. The vault must open without a
        password. SecretStore asks for one unless it is set to -Authentication None -Interaction None for this account.

    A group managed service account has no password: give Register-ScheduledTask -Principal instead of -User and -Password.
    about_ContactsPS_Connections shows how.

    Common problems with such tasks:
      - The account's profile is not loaded, so modules in its Documents folder may not be found: install the module for all users.
      - Mapped drives do not exist for the account: use full paths, and UNC paths for shares.
      - The account needs the right "Log on as a batch job", read access to the script, and write access to the folder of the CSV file.
      - Without -NonInteractive, a question waits forever. The job asks none, and the limit of one hour below ends a job that hangs.
      - "Last run result" is the job's exit code: 0 done, 1 rows rejected, 2 failed, 3 unknown rows. 0x1 may also mean that
        PowerShell did not run the job at all: then the log has no last line with counts.
.PARAMETER Credential
    The account that the task runs as, with its password; it may be a domain account. Windows keeps the password.
.PARAMETER Argument
    All other arguments are passed to the job: -MapPath C:\Contacts\map.psd1 -Delimiter ';'.
#>
[CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
param(
    [Parameter(Mandatory)] [pscredential] $Credential,
    [string] $Job = 'C:\Contacts\import-contacts.ps1',
    [string] $Csv = 'C:\Contacts\customers.csv',
    [string] $AccountPath = 'C:\Contacts\account.clixml',
    [string] $PowerShell = 'C:\Program Files\PowerShell\7\pwsh.exe',
    [string] $TaskName = 'Import contacts',
    [Parameter(ValueFromRemainingArguments)] [object[]] $Argument
)

$ErrorActionPreference = 'Stop'

# Each argument is quoted by itself, so that no argument can add another.
$call = @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned', '-File', $Job, '-Path', $Csv, '-AccountPath', $AccountPath, '-LogPath', [IO.Path]::ChangeExtension($Csv, 'log')) + @(foreach ($one in $Argument) { @($one) -join ',' })
if ($wrong = $call -match '"|\\$') { throw "An argument must not contain a quotation mark or end with a backslash: $wrong" }
$action = New-ScheduledTaskAction -Execute $PowerShell -Argument (($call | ForEach-Object { if ($_ -match '^-\w+$') { $_ } else { '"{0}"' -f $_ } }) -join ' ')
$trigger = New-ScheduledTaskTrigger -Daily -At '02:15'
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1) -StartWhenAvailable

if ($PSCmdlet.ShouldProcess($TaskName, 'Register scheduled task')) {
    $task = @{
        TaskName = $TaskName
        Action   = $action
        Trigger  = $trigger
        Settings = $settings
        User     = $Credential.UserName
        Password = $Credential.GetNetworkCredential().Password
        RunLevel = 'Limited'
        Force    = $true
    }
    Register-ScheduledTask @task
}
