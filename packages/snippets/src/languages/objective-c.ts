import type { DownloadProgram } from '../download-program.ts';
import { quoteObjectiveCString } from '../quoting/quote-objective-c-string.ts';

/** Writes the program for macOS with NSURLSession; everything except `main` also runs on iOS. */
export function renderObjectiveC({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) =>
      `\n    [request setValue:${quoteObjectiveCString(value)} forHTTPHeaderField:${quoteObjectiveCString(name)}];`,
  );
  const remark = '\n    // Part of the signature: OSS refuses the request if one of these is missing or different.';
  return `#import <Foundation/Foundation.h>
#include <stdio.h>
#include <stdlib.h>

// Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete.
// Compile on macOS: clang -fobjc-arc -framework Foundation download.m -o download

// Anyone with this URL can download the object until it expires: treat it like a password.
static NSString *const PresignedURL =
    ${quoteObjectiveCString(url)};
static NSString *const FileName = ${quoteObjectiveCString(fileName)};

@interface NoRedirects : NSObject <NSURLSessionTaskDelegate>
@end

@implementation NoRedirects

// A redirect would send the signed headers to another host.
- (void)URLSession:(NSURLSession *)session
                          task:(NSURLSessionTask *)task
    willPerformHTTPRedirection:(NSHTTPURLResponse *)response
                    newRequest:(NSURLRequest *)request
             completionHandler:(void (^)(NSURLRequest *))completionHandler {
    completionHandler(nil);
}

@end

static NSError *MakeError(NSString *reason) {
    return [NSError errorWithDomain:@"Download" code:1 userInfo:@{NSLocalizedDescriptionKey : reason}];
}

// Checks the downloaded file and moves it to the folder, replacing an existing file of the same name.
static NSError *SaveFile(NSURL *location, NSHTTPURLResponse *response, NSString *folder) {
    if (response.statusCode != 200) {
        return MakeError([NSString stringWithFormat:@"OSS returned status %ld", (long)response.statusCode]);
    }
    // Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
    BOOL isHTML = [response.MIMEType.lowercaseString containsString:@"html"];
    if (isHTML && [response.allHeaderFields objectForKey:@"x-oss-request-id"] == nil) {
        return MakeError(@"the response is an HTML page that is not from OSS");
    }
    NSError *error = nil;
    NSFileManager *files = [NSFileManager defaultManager];
    NSDictionary *attributes = [files attributesOfItemAtPath:location.path error:&error];
    if (attributes == nil) {
        return error;
    }
    long long received = (long long)[attributes fileSize];
    long long expected = response.expectedContentLength;
    // NSURLSession decompresses an object with a Content-Encoding, which changes its length.
    BOOL isDecompressed = [response.allHeaderFields objectForKey:@"Content-Encoding"] != nil;
    if (expected != NSURLResponseUnknownLength && !isDecompressed && received != expected) {
        return MakeError([NSString stringWithFormat:@"received %lld of %lld bytes", received, expected]);
    }
    NSString *file = [folder stringByAppendingPathComponent:FileName];
    NSString *part = [file stringByAppendingFormat:@".%@.part", [[NSUUID UUID] UUIDString]];
    if (![files moveItemAtPath:location.path toPath:part error:&error]) {
        return error;
    }
    if (rename(part.fileSystemRepresentation, file.fileSystemRepresentation) != 0) {
        [files removeItemAtPath:part error:NULL];
        return MakeError(@"cannot rename the temporary file");
    }
    return nil;
}

// Calls the completion handler on a background queue, with nil if the file is in the folder.
static void DownloadObject(NSString *folder, void (^completion)(NSError *error)) {
    NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:PresignedURL]];${headers.length === 0 ? '' : remark}${headers.join('')}
    // Request the object without compression, so that its length can be checked.
    [request setValue:@"identity" forHTTPHeaderField:@"Accept-Encoding"];

    // Ephemeral, so that neither the URL nor the object is cached on disk.
    NSURLSessionConfiguration *configuration = [NSURLSessionConfiguration ephemeralSessionConfiguration];
    configuration.timeoutIntervalForRequest = 30; // Seconds without data.
    NSURLSession *session = [NSURLSession sessionWithConfiguration:configuration
                                                          delegate:[[NoRedirects alloc] init]
                                                     delegateQueue:nil];
    NSURLSessionDownloadTask *task =
        [session downloadTaskWithRequest:request
                       completionHandler:^(NSURL *location, NSURLResponse *response, NSError *error) {
                           // The file at this location is deleted when this block returns.
                           completion(error != nil ? error : SaveFile(location, (NSHTTPURLResponse *)response, folder));
                       }];
    [task resume];
    [session finishTasksAndInvalidate];
}

int main(void) {
    @autoreleasepool {
        DownloadObject([[NSFileManager defaultManager] currentDirectoryPath], ^(NSError *error) {
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
