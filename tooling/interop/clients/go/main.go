// Command interop does with the official Go SDK V2 what one JSON document on standard input says, and answers with one
// on standard output.
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
		answer(performExercise)
	case "presign":
		answer(presignCases)
	default:
		fail("unknown command " + os.Args[1])
	}
}

func answer[Question, Answer any](find func(Question) Answer) {
	var question Question
	if err := json.NewDecoder(os.Stdin).Decode(&question); err != nil {
		fail(err.Error())
	}
	if err := json.NewEncoder(os.Stdout).Encode(find(question)); err != nil {
		fail(err.Error())
	}
}

func fail(reason string) {
	fmt.Fprintln(os.Stderr, reason)
	os.Exit(1)
}
