package main

import (
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
)

// clientOptions are the options of a client, under the names that the tests use.
type clientOptions struct {
	Region               string
	Endpoint             string
	SignatureVersion     string
	UseCname             bool
	UsePathStyle         bool
	UseInternalEndpoint  bool
	UseDualStackEndpoint bool
	DisableSsl           bool
	AdditionalHeaders    []string
}

type keyPair struct {
	AccessKeyId     string
	AccessKeySecret string
	SecurityToken   string
}

func createClient(options clientOptions, keys keyPair) *oss.Client {
	provider := credentials.NewStaticCredentialsProvider(keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken)
	config := oss.LoadDefaultConfig().
		WithRegion(options.Region).
		WithCredentialsProvider(provider).
		WithRetryMaxAttempts(1).
		WithUseCName(options.UseCname).
		WithUsePathStyle(options.UsePathStyle).
		WithUseInternalEndpoint(options.UseInternalEndpoint).
		WithUseDualStackEndpoint(options.UseDualStackEndpoint).
		WithDisableSSL(options.DisableSsl).
		WithAdditionalHeaders(options.AdditionalHeaders)
	if options.SignatureVersion == "v1" {
		config.WithSignatureVersion(oss.SignatureVersionV1)
	}
	if options.Endpoint != "" {
		config.WithEndpoint(options.Endpoint)
	}
	return oss.NewClient(config)
}
