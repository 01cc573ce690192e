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

// presignCases signs a URL for each case. The SDK has no clock to set: the URLs say when they were signed.
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
	// The fields of the SDK's requests have the tests' names, apart from upper and lower case.
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
