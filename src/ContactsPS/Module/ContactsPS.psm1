# Loads the build that fits this PowerShell; the cmdlets, their names and their help are in the assembly.
if ($PSEdition -ne 'Core') {
    Import-Module -Name "$PSScriptRoot/net472/ContactsPS.dll" -ErrorAction Stop
    return
}

try {
    Import-Module -Name "$PSScriptRoot/net8.0/ContactsPS.dll" -ErrorAction Stop
}
catch {
    # Asked only now, since comparing versions would cost every import more than the rest of this file.
    if ($PSVersionTable.PSVersion -lt [version]'7.4') {
        throw "ContactsPS needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is $($PSVersionTable.PSVersion)."
    }

    throw
}
