// Command interop runs a command with the official Go SDK V2. It reads its input as JSON from standard input and writes
// its output as JSON to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fail("usage: interop exercise|presign")
	}
	switch os.Args[1] {
	case "exercise":
		run(performExercise)
	case "presign":
		run(presignCases)
	default:
		fail("unknown command " + os.Args[1])
	}
}

func run[Input, Output any](command func(Input) Output) {
	var input Input
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		fail(err.Error())
	}
	if err := json.NewEncoder(os.Stdout).Encode(command(input)); err != nil {
		fail(err.Error())
	}
}

func fail(reason string) {
	fmt.Fprintln(os.Stderr, reason)
	os.Exit(1)
}
