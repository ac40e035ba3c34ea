# Imports a module and writes how long that took.
param([string] $Manifest)

$ErrorActionPreference = 'Stop'
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Manifest
"import $($watch.Elapsed.TotalSeconds) 0"
