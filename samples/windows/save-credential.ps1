<#
.SYNOPSIS
    Stores the application key and the token for the account of the scheduled task.
.DESCRIPTION
    UNVERIFIED on Windows. Run it once in a window of that account, on the machine of the task:
      runas /user:CONTOSO\svc-contacts "pwsh -NoProfile -File C:\Contacts\save-credential.ps1"
    Only this account on this machine can read the file (DPAPI). If an administrator resets the password of a local account, the
    file can no longer be read: run this script again. A group managed service account cannot log on interactively: run this script
    once as a task of that account, or use a vault. On Linux and macOS, Export-Clixml does not encrypt, so the script does not run there.
#>
[CmdletBinding()]
param(
    [string] $Path = 'C:\Contacts\account.clixml'
)

$ErrorActionPreference = 'Stop'
if ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) { throw 'Export-Clixml encrypts only on Windows. Use environment variables or a vault on this system.' }
Get-Credential -Message 'User name: the application key. Password: the token.' | Export-Clixml -Path $Path
Import-Clixml -Path $Path | Select-Object UserName
