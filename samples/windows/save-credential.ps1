<#
.SYNOPSIS
    Keeps the application key and the token for the account that the scheduled task runs as.
.DESCRIPTION
    UNVERIFIED on Windows. Run it once in a window of that account, on the machine of the task:
      runas /user:CONTOSO\svc-contacts "pwsh -NoProfile -File C:\Contacts\save-credential.ps1"
    The file opens for this account on this machine alone (DPAPI). A new password set by an administrator for a local account
    makes it useless: run this again. A group managed service account cannot log on to a window: run this as a task of it once,
    or use a vault. On Linux and macOS Export-Clixml does not encrypt, so this refuses to run there.
#>
[CmdletBinding()]
param(
    [string] $Path = 'C:\Contacts\account.clixml'
)

$ErrorActionPreference = 'Stop'
if ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) { throw 'Export-Clixml encrypts on Windows alone. Use environment variables or a vault here.' }
Get-Credential -Message 'User name: the application key. Password: the token.' | Export-Clixml -Path $Path
Import-Clixml -Path $Path | Select-Object UserName
