<#
.SYNOPSIS
Makes the help file that Get-Help reads of the markdown in docs/en-US. Run it after changing a text there:
    Install-PSResource Microsoft.PowerShell.PlatyPS -Version 1.0.3; pwsh docs/update-help.ps1
#>
param(
    [string]$Source = "$PSScriptRoot/en-US",
    [string]$Target = "$PSScriptRoot/../src/ContactsPS/Module/en-US/ContactsPS.dll-Help.xml"
)
$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS

$scratch = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$commands = Get-ChildItem "$Source/*-*.md" | Import-MarkdownCommandHelp
$made = $commands | Export-MamlCommandHelp -OutputFolder $scratch
$xml = [xml]::new()
$xml.Load($made.FullName)
Remove-Item $scratch -Recurse

# Export-MamlCommandHelp (1.0.3) copies the markdown as it is, so that Get-Help would show back-ticks, fences, links and the line breaks of
# the source. What follows says the same in plain text: one paragraph an element.
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
$space = [Xml.XmlNamespaceManager]::new($xml.NameTable)
$space.AddNamespace('maml', $maml)
$space.AddNamespace('dev', $dev)
$space.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')

function Get-Node([Xml.XmlNode]$From, [string]$Path) { @($From.SelectNodes($Path, $space)) }

function ConvertTo-PlainText([string]$Markdown) {
    $lines = foreach ($block in $Markdown.Trim() -split '\n\s*\n') {
        $items = $block -replace '\s*\n(?!- )\s*', ' '
        if ($items.StartsWith('- ')) { $items -split '\n' } else { $items -replace '\n', ' ' }
    }
    $lines -replace '`', '' -replace '\[([^\]]+)\]\([^)]+\)', '$1'
}

function Write-Paragraph([Xml.XmlNode]$Parent, [string[]]$Text) {
    foreach ($old in Get-Node $Parent 'maml:para') { [void]$Parent.RemoveChild($old) }
    foreach ($paragraph in $Text) {
        $Parent.AppendChild($xml.CreateElement('maml', 'para', $maml)).InnerText = $paragraph
    }
}

foreach ($parent in Get-Node $xml '//*[maml:para][not(self::maml:introduction)]') {
    Write-Paragraph $parent (ConvertTo-PlainText ((Get-Node $parent 'maml:para').InnerText -join "`n`n"))
}

foreach ($example in Get-Node $xml '//command:example') {
    $introduction = $example.SelectSingleNode('maml:introduction', $space)
    $text = (Get-Node $introduction 'maml:para').InnerText.Where{ $_ -ne [string][char]0x80 } -join "`n`n"
    if ($text -notmatch '(?s)^```powershell\n(.+?)\n```\s*(.*)$') { throw "An example has to begin with its code: $text" }
    $code, $remarks = $Matches[1], $Matches[2]
    [void]$example.RemoveChild($introduction)
    $example.SelectSingleNode('dev:code', $space).InnerText = $code
    Write-Paragraph $example.SelectSingleNode('dev:remarks', $space) (@(ConvertTo-PlainText $remarks) + '')
}

# A parameter's type as a user writes it.
foreach ($type in Get-Node $xml '//command:parameters/command:parameter/command:parameterValue') {
    $type.InnerText = $type.InnerText -replace '^System\.Nullable`1\[(.+)\]$', '$1' -replace '^.*\.(\w+(\[\])?)$', '$1'
}

# The exporter leaves defaults out.
foreach ($command in $commands) {
    foreach ($parameter in $command.Parameters) {
        $path = "//command:command[command:details/command:name='$($command.Title)']/command:parameters/command:parameter[maml:name='$($parameter.Name)']"
        $default = if ($parameter.DefaultValue) { $parameter.DefaultValue } else { 'none' }
        $xml.SelectSingleNode($path, $space).AppendChild($xml.CreateElement('dev', 'defaultValue', $dev)).InnerText = $default
    }
}

# A link makes Get-Help suggest -Online, which fails: the cmdlets have no page on the web. The notes name the related cmdlets instead.
foreach ($command in Get-Node $xml '//command:command') {
    $links = Get-Node $command './/maml:navigationLink' | Where-Object { $_.InnerText -notmatch '^Online Version' }
    $names = $links | ForEach-Object { $_.SelectSingleNode('maml:linkText', $space).InnerText }
    $notes = $command.SelectSingleNode('maml:alertSet/maml:alert', $space)
    $notes.AppendChild($xml.CreateElement('maml', 'para', $maml)).InnerText = "See also: $($names -join ', ')."
    foreach ($link in Get-Node $command './/maml:navigationLink') { [void]$link.ParentNode.RemoveChild($link) }
}

$settings = [Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false) }
$writer = [Xml.XmlWriter]::Create([IO.Path]::GetFullPath($Target), $settings)
try { $xml.Save($writer) } finally { $writer.Dispose() }
