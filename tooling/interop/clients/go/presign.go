package main

import (
	"encoding/json"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
)

type presignCase struct {
	Operation        string
	Client           clientOptions
	Credentials      keyPair
	Request          json.RawMessage
	ExpiresInSeconds int64
}

// presignCases signs a URL for each case, with the current time: the SDK has no option for the clock.
func presignCases(cases []presignCase) []facts {
	outcomes := []facts{}
	for _, each := range cases {
		outcome, err := each.presign()
		if err != nil {
			outcome = facts{"failed": err.Error()}
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes
}

func (each presignCase) presign() (facts, error) {
	request := requests[each.Operation]()
	// The field names of the SDK's requests match those of the tests, except for case.
	if err := json.Unmarshal(each.Request, request); err != nil {
		return nil, err
	}
	client := createClient(each.Client, each.Credentials)
	lifetime := time.Duration(each.ExpiresInSeconds) * time.Second
	result, err := client.Presign(background, request, oss.PresignExpires(lifetime))
	if err != nil {
		return nil, err
	}
	return facts{"method": result.Method, "url": result.URL}, nil
}

var requests = map[string]func() any{
	"GetObject":               func() any { return &oss.GetObjectRequest{} },
	"HeadObject":              func() any { return &oss.HeadObjectRequest{} },
	"PutObject":               func() any { return &oss.PutObjectRequest{} },
	"InitiateMultipartUpload": func() any { return &oss.InitiateMultipartUploadRequest{} },
	"UploadPart":              func() any { return &oss.UploadPartRequest{} },
	"CompleteMultipartUpload": func() any { return &oss.CompleteMultipartUploadRequest{} },
	"AbortMultipartUpload":    func() any { return &oss.AbortMultipartUploadRequest{} },
}
