package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
)

type exercise struct {
	Endpoint         string
	CustomDomain     string
	Region           string
	SignatureVersion string
	Credentials      keyPair
	Bucket           string
	Key              string
	Text             string
	ContentType      string
	Owner            string
	ListedPrefix     string
	ListedKeys       []string
	LargeKey         string
	File             string
	Destination      string
	PartSizeBytes    int64
	DeletedKey       string
	Disposition      string
	PresignedKey     string
}

type facts map[string]any

const lifetime = 10 * time.Minute

var background = context.Background()

// performExercise returns one outcome per step: the facts, or the error.
func performExercise(task exercise) map[string]facts {
	options := clientOptions{Region: task.Region, Endpoint: task.Endpoint, SignatureVersion: task.SignatureVersion}
	run := &runner{task, options, createClient(options, task.Credentials)}
	steps := []struct {
		name string
		step func() (facts, error)
	}{
		{"put", run.put},
		{"get", run.get},
		{"head", run.head},
		{"list", run.list},
		{"uploadParts", run.uploadParts},
		{"download", run.download},
		{"getMissing", run.getMissing},
		{"getWithWrongSecret", run.getWithWrongSecret},
		{"delete", run.delete},
		{"presign", run.presign},
		{"presignCustomDomain", run.presignCustomDomain},
	}
	report := map[string]facts{}
	for _, each := range steps {
		outcome, err := each.step()
		if err != nil {
			outcome = facts{"failed": err.Error()}
		}
		report[each.name] = outcome
	}
	return report
}

type runner struct {
	exercise
	options clientOptions
	client  *oss.Client
}

func (run *runner) put() (facts, error) {
	result, err := run.client.PutObject(background, &oss.PutObjectRequest{
		Bucket:      &run.Bucket,
		Key:         &run.Key,
		Body:        strings.NewReader(run.Text),
		ContentType: &run.ContentType,
		Metadata:    map[string]string{"owner": run.Owner},
	})
	if err != nil {
		return nil, err
	}
	return facts{"etag": result.ETag, "crc64": result.HashCRC64}, nil
}

func (run *runner) get() (facts, error) {
	result, err := run.client.GetObject(background, &oss.GetObjectRequest{Bucket: &run.Bucket, Key: &run.Key})
	if err != nil {
		return nil, err
	}
	defer result.Body.Close()
	content, err := io.ReadAll(result.Body)
	return facts{"text": string(content), "contentType": result.ContentType, "owner": result.Metadata["owner"]}, err
}

func (run *runner) head() (facts, error) {
	result, err := run.client.HeadObject(background, &oss.HeadObjectRequest{Bucket: &run.Bucket, Key: &run.Key})
	if err != nil {
		return nil, err
	}
	return facts{"sizeBytes": result.ContentLength, "contentType": result.ContentType, "etag": result.ETag}, nil
}

func (run *runner) list() (facts, error) {
	for _, key := range run.ListedKeys {
		if err := run.putSmall(key); err != nil {
			return nil, err
		}
	}
	paginator := run.client.NewListObjectsV2Paginator(&oss.ListObjectsV2Request{
		Bucket:  &run.Bucket,
		Prefix:  &run.ListedPrefix,
		MaxKeys: 2,
	})
	pages := [][]string{}
	for paginator.HasNext() {
		page, err := paginator.NextPage(background)
		if err != nil {
			return nil, err
		}
		keys := []string{}
		for _, object := range page.Contents {
			keys = append(keys, *object.Key)
		}
		pages = append(pages, keys)
	}
	return facts{"pages": pages}, nil
}

func (run *runner) uploadParts() (facts, error) {
	initiated, err := run.client.InitiateMultipartUpload(background, &oss.InitiateMultipartUploadRequest{
		Bucket: &run.Bucket,
		Key:    &run.LargeKey,
	})
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(run.File)
	if err != nil {
		return nil, err
	}
	parts := []oss.UploadPart{}
	for start := int64(0); start < int64(len(content)); start += run.PartSizeBytes {
		number := int32(len(parts) + 1)
		end := min(start+run.PartSizeBytes, int64(len(content)))
		part, err := run.client.UploadPart(background, &oss.UploadPartRequest{
			Bucket:     &run.Bucket,
			Key:        &run.LargeKey,
			UploadId:   initiated.UploadId,
			PartNumber: number,
			Body:       bytes.NewReader(content[start:end]),
		})
		if err != nil {
			return nil, err
		}
		parts = append(parts, oss.UploadPart{PartNumber: number, ETag: part.ETag})
	}
	listed, err := run.client.ListParts(background, &oss.ListPartsRequest{
		Bucket:   &run.Bucket,
		Key:      &run.LargeKey,
		UploadId: initiated.UploadId,
	})
	if err != nil {
		return nil, err
	}
	result, err := run.client.CompleteMultipartUpload(background, &oss.CompleteMultipartUploadRequest{
		Bucket:                  &run.Bucket,
		Key:                     &run.LargeKey,
		UploadId:                initiated.UploadId,
		CompleteMultipartUpload: &oss.CompleteMultipartUpload{Parts: parts},
	})
	if err != nil {
		return nil, err
	}
	return facts{"partCount": len(listed.Parts), "etag": result.ETag, "crc64": result.HashCRC64}, nil
}

// download uses the SDK's downloader, which compares the CRC-64 of the file with that of the object by default.
func (run *runner) download() (facts, error) {
	downloader := run.client.NewDownloader(func(options *oss.DownloaderOptions) {
		options.PartSize = run.PartSizeBytes
		options.ParallelNum = 3
	})
	request := &oss.GetObjectRequest{Bucket: &run.Bucket, Key: &run.LargeKey}
	result, err := downloader.DownloadFile(background, request, run.Destination)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(run.Destination)
	sum := md5.Sum(content)
	return facts{"sizeBytes": result.Written, "md5": hex.EncodeToString(sum[:])}, err
}

func (run *runner) getMissing() (facts, error) {
	missing := "no such key"
	_, err := run.client.GetObject(background, &oss.GetObjectRequest{Bucket: &run.Bucket, Key: &missing})
	return serviceError(err)
}

func (run *runner) getWithWrongSecret() (facts, error) {
	keys := run.Credentials
	keys.AccessKeySecret = "wrong"
	client := createClient(run.options, keys)
	_, err := client.GetObject(background, &oss.GetObjectRequest{Bucket: &run.Bucket, Key: &run.Key})
	return serviceError(err)
}

func (run *runner) delete() (facts, error) {
	if err := run.putSmall(run.DeletedKey); err != nil {
		return nil, err
	}
	request := &oss.DeleteObjectRequest{Bucket: &run.Bucket, Key: &run.DeletedKey}
	if _, err := run.client.DeleteObject(background, request); err != nil {
		return nil, err
	}
	_, err := run.client.HeadObject(background, &oss.HeadObjectRequest{Bucket: &run.Bucket, Key: &run.DeletedKey})
	return serviceError(err)
}

func (run *runner) presign() (facts, error) {
	get, err := presignOne(run.client, &oss.GetObjectRequest{
		Bucket:                     &run.Bucket,
		Key:                        &run.Key,
		ResponseContentDisposition: &run.Disposition,
	})
	if err != nil {
		return nil, err
	}
	put, err := presignOne(run.client, &oss.PutObjectRequest{
		Bucket:      &run.Bucket,
		Key:         &run.PresignedKey,
		ContentType: oss.Ptr("text/plain"),
	})
	return facts{"get": get, "put": put}, err
}

func (run *runner) presignCustomDomain() (facts, error) {
	options := run.options
	options.Endpoint = run.CustomDomain
	options.UseCname = true
	client := createClient(options, run.Credentials)
	return presignOne(client, &oss.GetObjectRequest{Bucket: &run.Bucket, Key: &run.Key})
}

func presignOne(client *oss.Client, request any) (facts, error) {
	result, err := client.Presign(background, request, oss.PresignExpires(lifetime))
	if err != nil {
		return nil, err
	}
	headers := result.SignedHeaders
	if headers == nil {
		headers = map[string]string{}
	}
	return facts{"method": result.Method, "url": result.URL, "headers": headers}, nil
}

func (run *runner) putSmall(key string) error {
	_, err := run.client.PutObject(background, &oss.PutObjectRequest{
		Bucket: &run.Bucket,
		Key:    &key,
		Body:   strings.NewReader("small"),
	})
	return err
}

func serviceError(err error) (facts, error) {
	var expected *oss.ServiceError
	if !errors.As(err, &expected) {
		return nil, errors.Join(errors.New("not a service error"), err)
	}
	return facts{
		"status":       expected.StatusCode,
		"code":         expected.Code,
		"ec":           expected.EC,
		"hasRequestId": len(expected.RequestID) == 24,
	}, nil
}
