import type { DownloadProgram } from '../download-program.ts';
import { quoteObjectiveCString } from '../quoting/quote-objective-c-string.ts';

/** Writes the program for macOS with NSURLSession; all but `main` also runs on iOS. */
export function renderObjectiveC({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) =>
      `\n    [request setValue:${quoteObjectiveCString(value)} forHTTPHeaderField:${quoteObjectiveCString(name)}];`,
  );
  const remark = '\n    // Part of the signature: OSS refuses the request unless it has exactly these.';
  return `#import <Foundation/Foundation.h>
#include <stdio.h>
#include <stdlib.h>

// Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all.

// Whoever has this URL can download the object until it expires: keep it like a password.
static NSString *const PresignedURL =
    ${quoteObjectiveCString(url)};
static NSString *const FileName = ${quoteObjectiveCString(fileName)};

@interface NoRedirects : NSObject <NSURLSessionTaskDelegate>
@end

@implementation NoRedirects

// A redirect would take the signed headers elsewhere.
- (void)URLSession:(NSURLSession *)session
                          task:(NSURLSessionTask *)task
    willPerformHTTPRedirection:(NSHTTPURLResponse *)response
                    newRequest:(NSURLRequest *)request
             completionHandler:(void (^)(NSURLRequest *))completionHandler {
    completionHandler(nil);
}

@end

static NSError *Failure(NSString *reason) {
    return [NSError errorWithDomain:@"Download" code:1 userInfo:@{NSLocalizedDescriptionKey : reason}];
}

// Checks what arrived, and gives it its name. Replaces a file of that name.
static NSError *Keep(NSURL *location, NSHTTPURLResponse *response) {
    if (response.statusCode != 200) {
        return Failure([NSString stringWithFormat:@"OSS answered %ld", (long)response.statusCode]);
    }
    // The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
    BOOL isPage = [response.MIMEType.lowercaseString containsString:@"html"];
    if (isPage && [response.allHeaderFields objectForKey:@"x-oss-request-id"] == nil) {
        return Failure(@"the answer is an HTML page that is not from OSS");
    }
    NSError *error = nil;
    NSFileManager *files = [NSFileManager defaultManager];
    NSDictionary *attributes = [files attributesOfItemAtPath:location.path error:&error];
    if (attributes == nil) {
        return error;
    }
    long long received = (long long)[attributes fileSize];
    long long expected = response.expectedContentLength;
    // An object that is stored with a Content-Encoding is unpacked on its way, and then has another length.
    BOOL isUnpacked = [response.allHeaderFields objectForKey:@"Content-Encoding"] != nil;
    if (expected != NSURLResponseUnknownLength && !isUnpacked && received != expected) {
        return Failure([NSString stringWithFormat:@"%lld of %lld bytes arrived", received, expected]);
    }
    int process = [[NSProcessInfo processInfo] processIdentifier];
    NSString *part = [FileName stringByAppendingFormat:@".%d.part", process];
    if (![files moveItemAtPath:location.path toPath:part error:&error]) {
        return error;
    }
    if (rename(part.fileSystemRepresentation, FileName.fileSystemRepresentation) != 0) {
        [files removeItemAtPath:part error:NULL];
        return Failure(@"the file cannot be put into its place");
    }
    return nil;
}

static void Download(void (^completion)(NSError *error)) {
    NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:PresignedURL]];${headers.length === 0 ? '' : remark}${headers.join('')}
    // The bytes as OSS stores them, so that their number can be compared.
    [request setValue:@"identity" forHTTPHeaderField:@"Accept-Encoding"];

    // Ephemeral: neither the URL nor the object stays in a cache.
    NSURLSessionConfiguration *configuration = [NSURLSessionConfiguration ephemeralSessionConfiguration];
    configuration.timeoutIntervalForRequest = 30; // Seconds without a byte.
    NSURLSession *session = [NSURLSession sessionWithConfiguration:configuration
                                                          delegate:[[NoRedirects alloc] init]
                                                     delegateQueue:nil];
    NSURLSessionDownloadTask *task =
        [session downloadTaskWithRequest:request
                       completionHandler:^(NSURL *location, NSURLResponse *response, NSError *error) {
                           // The file at this location is deleted as soon as this block ends.
                           completion(error != nil ? error : Keep(location, (NSHTTPURLResponse *)response));
                       }];
    [task resume];
    [session finishTasksAndInvalidate];
}

int main(void) {
    @autoreleasepool {
        Download(^(NSError *error) {
            if (error != nil) {
                fprintf(stderr, "Download failed: %s.\\n", error.localizedDescription.UTF8String);
            }
            exit(error != nil ? EXIT_FAILURE : EXIT_SUCCESS);
        });
        [[NSRunLoop mainRunLoop] run];
    }
    return EXIT_FAILURE;
}
`;
}
