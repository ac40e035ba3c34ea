# Loads the build that fits this PowerShell; the cmdlets, their names and their help are in the assembly.
# Every import pays for what is written here, so it asks nothing but strings and variables (tests/ContactsPS.Benchmarks/README.md).
$framework = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }

# PowerShell 7.4 has this variable. Versions are compared only if it is missing, and in a block, because a block is compiled when it runs.
if ($null -eq $PSNativeCommandUseErrorActionPreference) {
    & {
        if ($framework -eq 'net8.0' -and $PSVersionTable.PSVersion -lt '7.4') {
            throw "ContactsPS needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is $($PSVersionTable.PSVersion)."
        }
    }
}

# A process can load one version of an assembly. A second import would run the cmdlets of the first without a word.
$loaded = 'ContactsPS.Commands.GetContactCommand' -as [type]
if ($null -ne $loaded) {
    & {
        $assembly = [IO.Path]::GetFullPath("$PSScriptRoot/$framework/ContactsPS.dll")
        if ($loaded.Assembly.Location -ne $assembly) {
            throw "Another ContactsPS, $($loaded.Assembly.GetName().Version), is loaded in this process, from '$($loaded.Assembly.Location)'. To use the one in '$PSScriptRoot', start a new session and import it first."
        }
    }
}

Import-Module -Name "$PSScriptRoot/$framework/ContactsPS.dll", "$PSScriptRoot/ContactsPS.Types.psd1" -ErrorAction Stop
