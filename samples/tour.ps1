# A tour of ContactsPS on a sandbox: nothing leaves this machine and no key is needed. Read it from top to bottom, or run it:
#   dotnet tool exec --yes powershell -- build.ps1 -Task Tour   (builds the module first)
#   pwsh samples/tour.ps1
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ContactsPS.psd1"

function Write-Step([string]$Text) { Write-Host "`n# $Text" -ForegroundColor Cyan }

# The tour checks itself: a figure that is not the expected one ends it with exit code 1.
function Assert-Count([string]$What, [int]$Actual, [int]$Expected) {
    if ($Actual -ne $Expected) { throw "The tour expected $Expected $What and found $Actual." }
    Write-Host "$Actual $What"
}

Write-Step 'Start a sandbox and connect to it'
$sandbox = Start-ContactSandbox
$sandbox | Connect-ContactService
try {
    Get-ContactConnection | Format-List

    Write-Step 'Import a CSV file: good rows become contacts, each bad row becomes an error of its own'
    $created = @(Import-Csv "$PSScriptRoot/contacts.csv" |
        New-Contact -ExternalDataProperty City, LoyaltyPoints -ErrorAction SilentlyContinue -ErrorVariable refused)
    Assert-Count 'contacts created' $created.Count 292
    Assert-Count 'rows refused' $refused.Count 8
    $refused | ForEach-Object {
        [pscustomobject]@{
            ExternalId = $_.TargetObject.ExternalId   # TargetObject is the row as it was piped
            ErrorId    = ($_.FullyQualifiedErrorId -split ',')[0]
            Reason     = "$_"
        }
    } | Format-Table -AutoSize -Wrap

    Write-Step 'Read: a page as a table, one contact as a list'
    Get-Contact -First 5 | Format-Table -AutoSize
    Get-Contact -ExternalId C-1001 | Format-List

    Write-Step 'Change: only the fields that are named are sent'
    Get-Contact -ExternalId C-1002, C-1003 |
        Set-Contact -LastName { $_.LastName.ToUpper() } -CompanyName 'Example Sp. z o.o.' -PassThru |
        Format-Table ExternalId, FirstName, LastName, CompanyName

    Write-Step 'Fill a group with the most loyal customers and list its members'
    $vip = Get-ContactGroup -Name VIP
    Get-Contact |
        Where-Object { [int]$_.ExternalData['LoyaltyPoints'] -ge 2400 } |
        Add-ContactGroup -GroupId $vip.Id
    $members = @($vip | Get-Contact)
    $members | Format-Table Id, ExternalId, Email, @{ Name = 'Points'; Expression = { $_.ExternalData['LoyaltyPoints'] } }
    Assert-Count 'members of VIP' $members.Count 12

    Write-Step 'Unsubscribe from e-mail, and list who is'
    Set-ContactSubscription -ExternalId C-1004, C-1005 -Channel email -State Unsubscribed
    $unsubscribed = @(Get-Contact -Unsubscribed Email)
    $unsubscribed | Format-Table
    Assert-Count 'contacts unsubscribed' $unsubscribed.Count 2

    Write-Step 'Segments with their counts, and the fields the account knows'
    Get-ContactSegment | ForEach-Object { Get-ContactSegment -Id $_.Id } | Format-Table
    Get-ContactField | Format-Table

    Write-Step 'Remove: first see what would happen, then do it'
    Get-Contact -Unsubscribed Email | Remove-Contact -WhatIf
    Assert-Count 'contacts after -WhatIf' @(Get-Contact).Count 292
    Get-Contact -Unsubscribed Email | Remove-Contact -Confirm:$false
    Assert-Count 'contacts left' @(Get-Contact).Count 290
}
finally {
    Disconnect-ContactService
    $sandbox | Stop-ContactSandbox
}

Write-Step 'Done: everything was as expected'
